/** Single-row commits: the embedded database against a PostgreSQL server that waits for its disk. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { applyMigrations } from '@/lib/db/migrations';
import { openDatabase, type OpenedDatabase } from '@/lib/db/open-database';
import { startPostgresServer, stopPostgresServer } from '@/lib/testing/postgres-server';
import { measure } from './measure';
import type { Result } from './result';

/** Measures one connection after another committing one row at a time. */
export async function benchCommits(folder: string): Promise<Result> {
  const home = join(folder, 'postgres');
  mkdirSync(home);
  const server = await startPostgresServer(home, { durable: true });
  const embedded = await openDatabase({ kind: 'embedded', directory: join(folder, 'embedded') });
  const remote = await openDatabase({ kind: 'server', url: `${server.url}/postgres` });
  try {
    for (const database of [embedded, remote]) await applyMigrations(database);
    const [base = 0, ours = 0] = await measure(
      [
        { name: 'PostgreSQL', run: () => commitRow(remote) },
        { name: 'embedded', run: () => commitRow(embedded) },
      ],
      { concurrency: 1, turns: 3, turnMs: 2000 },
    );
    return {
      what: 'Single-row commits',
      base: 'PostgreSQL server',
      ours: 'embedded database',
      unit: '/s',
      values: [base, ours],
    };
  } finally {
    await embedded.close();
    await remote.close();
    await stopPostgresServer(server.pid);
  }
}

let count = 0;

function commitRow({ client }: OpenedDatabase): Promise<unknown> {
  count += 1;
  const expiresAt = new Date('2999-01-01T00:00:00Z');
  return client.setupLink.create({ data: { tokenHash: `row-${count}`, expiresAt } });
}
