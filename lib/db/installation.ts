/** The one row about this database: which master key its secrets belong to. */
import { ConfigError } from '@/lib/config/config-error';
import { masterKey } from '@/lib/crypto/master-key';
import type { Transaction } from './database';

/**
 * Ties a new database to the master key of this process, and refuses one that belongs to another.
 * Several processes may start together: the first one's key stays.
 */
export async function requireMatchingMasterKey(db: Transaction): Promise<void> {
  const { id } = masterKey();
  await db.installation.createMany({ data: [{ masterKeyId: id }], skipDuplicates: true });
  const row = await db.installation.findUniqueOrThrow({
    where: { id: 1 },
    select: { masterKeyId: true },
  });
  if (row.masterKeyId === id) return;
  throw new ConfigError([
    `The data belongs to master key ${row.masterKeyId}, but this start has master key ${id}; ` +
      'give the right one with ADMINX_MASTER_KEY_FILE or ADMINX_MASTER_KEY.',
  ]);
}
