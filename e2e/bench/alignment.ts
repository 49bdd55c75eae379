/** Comparing people with Okta: 100,000 on both sides against 1,000, and what memory it takes. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setDatabaseHandle } from '@/lib/db/database';
import { applyMigrations } from '@/lib/db/migrations';
import { openDatabase, type OpenedDatabase } from '@/lib/db/open-database';
import { insertTenant } from '@/lib/db/tenants';
import { insertAlignmentRun } from '@/lib/db/alignment-runs';
import { align } from '@/lib/services/directory-alignment/align';
import { asTenantId } from '@/lib/shared/tenant-id';
import { buildPersonActor } from '@/lib/testing/builders';
import { startPostgresServer, stopPostgresServer } from '@/lib/testing/postgres-server';
import { seedCrowd } from '@/lib/testing/seed-crowd';
import type { Result } from './result';

const now = new Date('2026-11-23T10:00:00Z');
const pageSize = 200;
const megabyte = 1024 * 1024;

/** Measures one whole comparison of each size, pages of 200 as Okta gives them. */
export async function benchAlignment(folder: string): Promise<Result> {
  const home = join(folder, 'alignment');
  mkdirSync(home);
  const server = await startPostgresServer(home, { durable: true });
  const database = await openDatabase({ kind: 'server', url: `${server.url}/postgres` });
  setDatabaseHandle(database);
  try {
    await applyMigrations(database);
    const few = await compare(database, 1_000);
    const many = await compare(database, 100_000);
    const memory = `peak memory ${many.peak.toFixed(0)} MB over the start, ${few.peak.toFixed(0)} MB with 1,000`;
    return {
      what: `People compared with Okta; ${memory}`,
      base: '1,000 people on both sides',
      ours: '100,000 people on both sides',
      rates: [few.rate, many.rate],
    };
  } finally {
    setDatabaseHandle(null);
    await database.close();
    await stopPostgresServer(server.pid);
  }
}

async function compare({ client }: OpenedDatabase, count: number) {
  const publicUrl = `https://bench-${String(count)}.example.com`;
  const { id } = await insertTenant(client, { name: 'Bench', publicUrl });
  const tenantId = asTenantId(id);
  await seedCrowd(client, tenantId, { count, now });
  await client.$executeRawUnsafe('VACUUM ANALYZE');
  const actor = buildPersonActor(tenantId);
  const { userId: createdById, login: createdByLogin } = actor.requirePerson('alignment.run');
  const run = { source: 'TOKEN', createdById, createdByLogin } as const;
  const runId = await client.$transaction((tx) => insertAlignmentRun(tx, tenantId, run));
  if (runId === null) throw new Error('Another comparison is at work');
  globalThis.gc?.();
  const start = process.memoryUsage().rss;
  let peak = start;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const began = performance.now();
  await align({ actor, runId, pages: pagesOf(count), label: 'bench' });
  const seconds = (performance.now() - began) / 1000;
  clearInterval(timer);
  const { status } = await client.alignmentRun.findUniqueOrThrow({ where: { id: runId } });
  if (status !== 'READY') throw new Error(`The comparison ended as ${status}`);
  return { rate: count / seconds, peak: (peak - start) / megabyte };
}

/** Okta's side: nearly everybody the same, every tenth under another login. */
async function* pagesOf(count: number) {
  for (let from = 0; from < count; from += pageSize) {
    const people = Array.from({ length: Math.min(pageSize, count - from) }, (_, index) => {
      const number = String(from + index).padStart(6, '0');
      const login = `${(from + index) % 10 === 0 ? 'other' : 'p'}${number}@example.com`;
      const email = `p${number}@example.com`;
      return {
        login,
        email,
        firstName: 'Pat',
        lastName: number,
        status: 'ACTIVE',
        provider: 'OKTA',
      };
    });
    yield await Promise.resolve({ people, skippedCount: 0 });
  }
}
