/** What the bookkeeping of the migrations says; the launcher has applied them before. */
import type { Transaction } from './database';

/** How many migrations began and did not end. Also a proof that the database answers. */
export async function countUnfinishedMigrations(db: Transaction): Promise<number> {
  const rows = await db.$queryRaw<{ open: number }[]>`
    SELECT count(*)::int AS open FROM "_prisma_migrations"
    WHERE finished_at IS NULL AND rolled_back_at IS NULL`;
  return rows[0]?.open ?? 0;
}

/** How far the schema is. */
export async function readMigrationState(
  db: Transaction,
): Promise<{ readonly count: number; readonly latest: string | null; readonly open: number }> {
  const [row] = await db.$queryRaw<{ count: number; latest: string | null }[]>`
    SELECT count(*)::int AS "count", max(migration_name) AS "latest" FROM "_prisma_migrations"
    WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
  const open = await countUnfinishedMigrations(db);
  return { count: row?.count ?? 0, latest: row?.latest ?? null, open };
}

/** The version of PostgreSQL, embedded or not: `17.5`. */
export async function readDatabaseVersion(db: Transaction): Promise<string> {
  const [row] = await db.$queryRaw<{ version: string }[]>`
    SELECT current_setting('server_version') AS "version"`;
  return row?.version ?? '';
}
