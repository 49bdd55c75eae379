/** The one row about this database: which master key its secrets belong to. */
import { config } from '@/lib/config/config';
import { ConfigError } from '@/lib/config/config-error';
import { newRootSecret, setRootSecret } from '@/lib/crypto/derive-secret';
import { adoptStagedDefaultKey, readStagedDefaultKey } from '@/lib/crypto/key-files';
import {
  findMasterKey,
  masterKey,
  rememberMasterKey,
  switchMasterKey,
  toMasterKey,
  type MasterKey,
} from '@/lib/crypto/master-key';
import { decryptSecret, encryptSecret } from '@/lib/crypto/secret-box';
import type { Transaction } from './database';

const rootSecretContext = 'installation:root-secret';

const keySelect = { masterKeyId: true, nextMasterKeyId: true, wrappedNextKey: true } as const;

/**
 * Ties a new database to the master key of this process, refuses one that belongs to another, and
 * loads what the secrets of this process come from. Several processes may start together: the first
 * one's key and root secret stay.
 */
export async function requireMatchingMasterKey(db: Transaction): Promise<void> {
  const { id } = masterKey();
  await db.installation.createMany({ data: [{ masterKeyId: id }], skipDuplicates: true });
  const row = await db.installation.findUniqueOrThrow({ where: { id: 1 }, select: keySelect });
  if (row.masterKeyId !== id && !adoptInterruptedSwap(row.masterKeyId)) {
    throw new ConfigError([mismatchSentence(row, id)]);
  }
  await learnMasterKeys(db);
  await loadRootSecret(db);
}

/** The key was changed, and the process ended before the default key file was. */
function adoptInterruptedSwap(wantedId: string): boolean {
  const { masterKey: given, masterKeyFile, configDir } = config();
  if (given !== null || masterKeyFile !== null) return false;
  const staged = readStagedDefaultKey(configDir);
  const key = staged && toMasterKey(staged);
  if (key?.id !== wantedId) return false;
  adoptStagedDefaultKey(configDir, masterKey().id);
  switchMasterKey(key);
  return true;
}

function mismatchSentence(
  row: { readonly masterKeyId: string; readonly nextMasterKeyId: string | null },
  id: string,
): string {
  if (row.nextMasterKeyId === id) {
    return (
      `The master key is being changed from ${row.masterKeyId} to ${id} and the change is not over; ` +
      `start with master key ${row.masterKeyId} and run \`npm run adminx -- master-key rotate\` again.`
    );
  }
  return (
    `The data belongs to master key ${row.masterKeyId}, but this start has master key ${id}; ` +
    'give the right one with ADMINX_MASTER_KEY_FILE or ADMINX_MASTER_KEY.'
  );
}

/** Learns the key that replaces ours while the master key is being changed; else does nothing. */
export async function learnMasterKeys(db: Transaction): Promise<void> {
  const row = await db.installation.findUnique({ where: { id: 1 }, select: keySelect });
  if (!row) return;
  const { nextMasterKeyId: nextId, wrappedNextKey: wrapped } = row;
  if (nextId !== null && wrapped !== null && !findMasterKey(nextId)) {
    const bytes = decryptSecret(wrapped, row.masterKeyId, nextKeyContext(nextId));
    rememberMasterKey(toMasterKey(bytes));
    bytes.fill(0);
  }
  const current = findMasterKey(row.masterKeyId);
  if (current) switchMasterKey(current);
}

/** The key new secrets are encrypted with. A change of the key waits until the transaction ends. */
export async function keyForWriting(db: Transaction): Promise<MasterKey> {
  const [row] = await db.$queryRaw<{ id: string }[]>`
    SELECT coalesce("nextMasterKeyId", "masterKeyId") AS "id" FROM "Installation"
    WHERE "id" = 1 FOR SHARE`;
  if (!row) return masterKey();
  if (!findMasterKey(row.id)) await learnMasterKeys(db);
  const key = findMasterKey(row.id);
  if (!key) throw new Error(`Secrets go under master key ${row.id}, which this process lacks`);
  return key;
}

/** Which master key the data is on, and which one it is moving to. */
export async function readKeyIds(
  db: Transaction,
): Promise<{ readonly masterKeyId: string; readonly nextMasterKeyId: string | null }> {
  return db.installation.findUniqueOrThrow({
    where: { id: 1 },
    select: { masterKeyId: true, nextMasterKeyId: true },
  });
}

/**
 * Begins to move to a key, or goes on when that was begun: from now on every process writes under it.
 * False when a move to a third key is under way.
 */
export async function beginKeyChange(db: Transaction, bytes: Buffer): Promise<boolean> {
  const next = toMasterKey(bytes);
  const secret = encryptSecret(bytes, nextKeyContext(next.id), masterKey());
  await db.installation.updateMany({
    where: { id: 1, masterKeyId: secret.keyId, nextMasterKeyId: null },
    data: { nextMasterKeyId: next.id, wrappedNextKey: new Uint8Array(secret.ciphertext) },
  });
  const row = await readKeyIds(db);
  if (row.nextMasterKeyId !== next.id) return false;
  rememberMasterKey(next);
  return true;
}

/** Moves the root secret to another key. */
export async function resealRootSecret(db: Transaction, key: MasterKey): Promise<void> {
  const row = await db.installation.findUniqueOrThrow({
    where: { id: 1 },
    select: { encryptedRootSecret: true, rootSecretKeyId: true },
  });
  const { encryptedRootSecret: stored, rootSecretKeyId: keyId } = row;
  if (stored === null || keyId === null || keyId === key.id) return;
  const secret = encryptSecret(
    decryptSecret(stored, keyId, rootSecretContext),
    rootSecretContext,
    key,
  );
  await db.installation.update({
    where: { id: 1 },
    data: {
      encryptedRootSecret: new Uint8Array(secret.ciphertext),
      rootSecretKeyId: secret.keyId,
    },
  });
}

/** Ends the move: the data belongs to the new key, and the old one opens nothing of it. */
export async function finishKeyChange(db: Transaction, key: MasterKey): Promise<void> {
  await db.installation.updateMany({
    where: { id: 1, nextMasterKeyId: key.id },
    data: { masterKeyId: key.id, nextMasterKeyId: null, wrappedNextKey: null },
  });
}

async function loadRootSecret(db: Transaction): Promise<void> {
  const made = newRootSecret();
  const secret = encryptSecret(made, rootSecretContext, await keyForWriting(db));
  await db.installation.updateMany({
    where: { id: 1, encryptedRootSecret: null },
    data: { encryptedRootSecret: new Uint8Array(secret.ciphertext), rootSecretKeyId: secret.keyId },
  });
  const row = await db.installation.findUniqueOrThrow({
    where: { id: 1 },
    select: { encryptedRootSecret: true, rootSecretKeyId: true },
  });
  const { encryptedRootSecret: stored, rootSecretKeyId: keyId } = row;
  if (stored === null || keyId === null) throw new Error('The root secret was not stored');
  setRootSecret(decryptSecret(stored, keyId, rootSecretContext));
}

function nextKeyContext(nextKeyId: string): string {
  return `installation:next-master-key:${nextKeyId}`;
}
