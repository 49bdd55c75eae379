/** The one row about this database: which master key its secrets belong to. */
import type { Transaction } from './database';

/**
 * Records the master key of a new database, or tells which one an existing database belongs to.
 * Several processes may start together: the first one's key stays.
 */
export async function claimMasterKeyId(db: Transaction, masterKeyId: string): Promise<string> {
  await db.installation.createMany({ data: [{ masterKeyId }], skipDuplicates: true });
  const row = await db.installation.findUniqueOrThrow({
    where: { id: 1 },
    select: { masterKeyId: true },
  });
  return row.masterKeyId;
}
