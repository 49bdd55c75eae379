/** Compares the bookkeeping of the migrations with the migrations of this release. */
import { createHash } from 'node:crypto';
import { ConfigError } from '@/lib/config/config-error';
import type { Transaction } from './database';

/** A migration of this release: name of its folder and its SQL. */
export interface MigrationScript {
  readonly name: string;
  readonly sql: string;
}

/**
 * Tells whether nothing is left to apply, so that an ordinary start need not wake the engine. Throws
 * a sentence for data of a newer release: an older one must not write into it.
 */
export async function isUpToDate(
  db: Transaction,
  scripts: readonly MigrationScript[],
): Promise<boolean> {
  const applied = await readApplied(db);
  const known = new Set(scripts.map(({ name }) => name));
  const unknown = [...applied.keys()].find((name) => !known.has(name));
  if (unknown) {
    throw new ConfigError([
      `The data was written by a newer release of AdminX (it knows the migration ${unknown}); ` +
        'start that release, or restore a backup made with this one.',
    ]);
  }
  return scripts.every(({ name, sql }) => applied.get(name) === checksum(sql));
}

async function readApplied(db: Transaction): Promise<ReadonlyMap<string, string>> {
  const [table] = await db.$queryRaw<{ exists: boolean }[]>`
    SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`;
  if (!table?.exists) return new Map();
  const rows = await db.$queryRaw<{ migration_name: string; checksum: string }[]>`
    SELECT migration_name, checksum FROM "_prisma_migrations"
    WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

/** As Prisma's engine computes it. */
function checksum(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}
