/** Secrets in rows: encrypted with the master key the installation is on, also while it changes. */
import { findMasterKey, type MasterKey } from '@/lib/crypto/master-key';
import { decryptSecret, encryptSecret } from '@/lib/crypto/secret-box';
import type { Transaction } from './database';
import { keyForWriting, learnMasterKeys } from './installation';

/** A secret as a row holds it. */
export interface StoredSecret {
  readonly ciphertext: Uint8Array<ArrayBuffer>;
  readonly keyId: string;
}

/** To which key rows are moved, and how many at once. */
export interface Resealing {
  readonly key: MasterKey;
  readonly take: number;
}

/**
 * Encrypts a secret for a row. Call it in the transaction that stores the row: a change of the master
 * key waits for that transaction, so no row is left behind under the old key.
 */
export async function sealSecret(
  db: Transaction,
  plain: Buffer,
  context: string,
): Promise<StoredSecret> {
  return toStored(encryptSecret(plain, context, await keyForWriting(db)));
}

/** Opens what {@link sealSecret} made, also when another process has changed the master key. */
export async function openSecret(
  db: Transaction,
  stored: { readonly ciphertext: Uint8Array; readonly keyId: string },
  context: string,
): Promise<Buffer> {
  if (!findMasterKey(stored.keyId)) await learnMasterKeys(db);
  return decryptSecret(stored.ciphertext, stored.keyId, context);
}

/** The same secret under another key; for changing the master key, nothing else. */
export function resealSecret(
  stored: { readonly ciphertext: Uint8Array; readonly keyId: string },
  context: string,
  key: MasterKey,
): StoredSecret {
  const plain = decryptSecret(stored.ciphertext, stored.keyId, context);
  try {
    return toStored(encryptSecret(plain, context, key));
  } finally {
    plain.fill(0);
  }
}

function toStored(secret: { readonly ciphertext: Buffer; readonly keyId: string }): StoredSecret {
  return { ciphertext: new Uint8Array(secret.ciphertext), keyId: secret.keyId };
}
