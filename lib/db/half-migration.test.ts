import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/lib/testing/test-databases';
import { applyMigrations, migrationsFolder } from './migrations';
import type { OpenedDatabase } from './open-database';

let folder: string;
let database: OpenedDatabase;

/** The migrations of this release and one more. */
function writeNextRelease(sql: string): string {
  const next = join(folder, 'migrations');
  cpSync(migrationsFolder, next, { recursive: true });
  mkdirSync(join(next, '29990101000000_next'));
  writeFileSync(join(next, '29990101000000_next', 'migration.sql'), sql);
  return next;
}

/** As a process leaves it that is killed after it noted the beginning. */
async function recordBeginning(name: string): Promise<void> {
  await database.client.$executeRaw`
    INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, applied_steps_count)
    VALUES ('half', 'abc', ${name}, '2026-11-24T03:52:10Z', 0)`;
}

describe.each([{ kind: 'embedded' as const }, { kind: 'server' as const }])(
  'a half-recorded migration ($kind)',
  ({ kind }) => {
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'adminx-half-'));
      database = await openTestDatabase(kind);
    }, 180_000);

    afterEach(async () => {
      await database.close();
      rmSync(folder, { recursive: true });
    });

    it('of this release refuses the start: what happened, and what to do', async () => {
      await recordBeginning('29990101000000_next');
      const start = applyMigrations(database, writeNextRelease('SELECT 1'));
      await expect(start).rejects.toMatchObject({
        name: 'ConfigError',
        sentences: [
          'An upgrade of the database began on 2026-11-24 03:52 UTC and did not end (migration ' +
            '29990101000000_next): AdminX was stopped in the middle of it. The database may be half ' +
            'changed, so nothing is written into it.',
          expect.stringMatching(
            kind === 'embedded'
              ? /npm run adminx -- restore --from FILE/
              : /PostgreSQL's own tools/,
          ),
          expect.stringContaining('prisma/migrations/29990101000000_next/migration.sql'),
        ],
      });
    });

    it('of a newer release refuses the release before it too', async () => {
      await recordBeginning('29990101000000_next');
      await expect(applyMigrations(database)).rejects.toThrow('did not end (migration 2999');
    });

    it('that fails says what the database said, now and at the next start', async () => {
      const next = writeNextRelease('ALTER TABLE "Nothing" ADD COLUMN "more" text');
      for (const start of [1, 2]) {
        const attempt = applyMigrations(database, next);
        await expect(attempt, `start ${String(start)}`).rejects.toThrow(
          /it failed with ".*relation "Nothing" does not exist/u,
        );
      }
    });
  },
);
