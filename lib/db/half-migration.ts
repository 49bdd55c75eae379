/** A migration that began and did not end: by its record the database is neither old nor new. */
import { ConfigError } from '@/lib/config/config-error';
import type { Transaction } from './database';

/** The record of a migration that did not end. */
export interface HalfMigration {
  readonly name: string;
  readonly startedAt: Date;
  /** What the database said when it failed; null when AdminX was stopped in the middle. */
  readonly logs: string | null;
}

/** The first migration that is recorded as begun and neither as done nor as taken back. */
export async function findHalfMigration(db: Transaction): Promise<HalfMigration | null> {
  const [table] = await db.$queryRaw<{ exists: boolean }[]>`
    SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`;
  if (!table?.exists) return null;
  const [row] = await db.$queryRaw<{ name: string; startedAt: Date; logs: string | null }[]>`
    SELECT migration_name AS "name", started_at AS "startedAt", logs FROM "_prisma_migrations"
    WHERE finished_at IS NULL AND rolled_back_at IS NULL ORDER BY started_at LIMIT 1`;
  return row ?? null;
}

/** Says what happened and what to do. Throw what it returns: nothing may write into such data. */
export function refuseHalfMigration(
  { name, startedAt, logs }: HalfMigration,
  kind: 'embedded' | 'server',
  cause?: unknown,
): ConfigError {
  const began = `${startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return new ConfigError(
    [
      `An upgrade of the database began on ${began} and did not end (migration ${name}): ` +
        (logs === null ? 'AdminX was stopped in the middle of it.' : `it failed with "${logs}".`) +
        ' The database may be half changed, so nothing is written into it.',
      kind === 'embedded'
        ? 'Restore the back-up made before the upgrade (npm run adminx -- restore --from FILE); the ' +
          'database as it is now is kept beside it. Then start again.'
        : "Stop every AdminX, restore the back-up made before the upgrade with PostgreSQL's own tools, " +
          'and start again.',
      'Without a back-up: keep a copy of the data as it is, and compare it with ' +
        `prisma/migrations/${name}/migration.sql before anything else is tried.`,
    ],
    { cause },
  );
}

/** Writes down what the database said, where the engine knows only that something failed. */
export async function noteFailure(
  db: Transaction,
  reason: string | null,
): Promise<HalfMigration | null> {
  const half = await findHalfMigration(db);
  if (!half || reason === null) return half;
  await db.$executeRaw`
    UPDATE "_prisma_migrations" SET logs = ${reason}
    WHERE migration_name = ${half.name} AND finished_at IS NULL AND rolled_back_at IS NULL`;
  return { ...half, logs: reason };
}
