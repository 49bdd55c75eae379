/** What the bookkeeping of the migrations says; the launcher has applied them before. */
import type { Transaction } from './database';

/** How many migrations began and did not end. Also a proof that the database answers. */
export async function countUnfinishedMigrations(db: Transaction): Promise<number> {
  const rows = await db.$queryRaw<{ open: number }[]>`
    SELECT count(*)::int AS open FROM "_prisma_migrations"
    WHERE finished_at IS NULL AND rolled_back_at IS NULL`;
  return rows[0]?.open ?? 0;
}
