import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { Config } from '@/lib/config/config';
import { adoptStagedDefaultKey, readPrivateKeyFile, stageDefaultKey } from '@/lib/crypto/key-files';
import {
  forgetOtherMasterKeys,
  switchMasterKey,
  toMasterKey,
  type MasterKey,
} from '@/lib/crypto/master-key';
import { getDatabase, inTransaction, type Transaction } from '@/lib/db/database';
import {
  beginKeyChange,
  finishKeyChange,
  readKeyIds,
  resealRootSecret,
} from '@/lib/db/installation';
import { resealOutgoingMails } from '@/lib/db/mail-deliveries';
import { resealSigningKeys } from '@/lib/db/signing-keys';
import { AppError } from '@/lib/shared/errors';
import type { TenantId } from '@/lib/shared/tenant-id';
import { recordForEveryTenantIn } from './record-for-every-tenant';

/** What a change of the master key needs to know. */
export interface KeyChange {
  readonly settings: Pick<Config, 'masterKey' | 'masterKeyFile' | 'configDir'>;
  readonly newKeyFile: string;
  /** Resolves when every running process has had the time to learn the new key. */
  readonly untilEveryoneKnows: () => Promise<void>;
  readonly say: (sentence: string) => void;
}

/** What was changed. */
export interface ChangedKey {
  readonly oldKeyId: string;
  readonly newKeyId: string;
  /** How many secrets this run encrypted anew; fewer than there are when it went on with another run. */
  readonly secrets: number;
  /** Where the default key before lies; null when the key is a setting. */
  readonly oldKeyKeptAs: string | null;
}

/** Each batch is a transaction of its own, so that sign-ins never wait long. */
const batch = 20;

/** Every kind of secret in the database. A new one belongs here; a test compares it with the schema. */
const reseal = [resealSigningKeys, resealOutgoingMails];

/**
 * Moves every secret to another master key while AdminX runs: both keys work until the end. It may be
 * killed at any point; called again with the same key it goes on. In the end the old key opens nothing.
 */
export async function changeMasterKey(
  actorOf: (tenantId: TenantId) => Actor,
  change: KeyChange,
): Promise<ChangedKey> {
  const bytes = readPrivateKeyFile(change.newKeyFile);
  const key = toMasterKey(bytes);
  const { masterKeyId: oldKeyId, nextMasterKeyId } = await readKeyIds(getDatabase());
  requireMovable({ oldKeyId, nextMasterKeyId, newKeyId: key.id });
  const { settings } = change;
  const isDefault = settings.masterKey === null && settings.masterKeyFile === null;
  // Before anything depends on the new key it lies where the next start finds it.
  if (isDefault) stageDefaultKey(settings.configDir, bytes);
  const isBegun = await inTransaction((tx) => beginKeyChange(tx, bytes));
  bytes.fill(0);
  if (!isBegun) throw new AppError('operator.key_refused', 'Another change began at this moment.');
  await change.untilEveryoneKnows();
  change.say(`Encrypting the secrets anew, from master key ${oldKeyId} to ${key.id}.`);
  const secrets = await moveSecrets(key);
  await inTransaction((tx) => finish(tx, actorOf, { key, oldKeyId }));
  switchMasterKey(key);
  forgetOtherMasterKeys();
  const oldKeyKeptAs = isDefault ? adoptStagedDefaultKey(settings.configDir, oldKeyId) : null;
  return { oldKeyId, newKeyId: key.id, secrets, oldKeyKeptAs };
}

function requireMovable(ids: {
  readonly oldKeyId: string;
  readonly nextMasterKeyId: string | null;
  readonly newKeyId: string;
}): void {
  const { oldKeyId, nextMasterKeyId, newKeyId } = ids;
  if (oldKeyId === newKeyId) {
    throw new AppError('operator.key_refused', `The data is on master key ${newKeyId} already.`);
  }
  if (nextMasterKeyId !== null && nextMasterKeyId !== newKeyId) {
    throw new AppError(
      'operator.key_refused',
      `A change to master key ${nextMasterKeyId} is under way; end it with the file of that key.`,
    );
  }
}

async function moveSecrets(key: MasterKey): Promise<number> {
  let total = 0;
  for (const move of reseal) {
    for (;;) {
      const moved = await inTransaction((tx) => move(tx, { key, take: batch }));
      if (moved === 0) break;
      total += moved;
    }
  }
  return total;
}

/** What is stored from the beginning of the change on is under the new key, so nothing can be left. */
async function finish(
  tx: Transaction,
  actorOf: (tenantId: TenantId) => Actor,
  { key, oldKeyId }: { readonly key: MasterKey; readonly oldKeyId: string },
): Promise<void> {
  await resealRootSecret(tx, key);
  for (const move of reseal) {
    if ((await move(tx, { key, take: 1 })) > 0)
      throw new Error('A secret was left under the old key');
  }
  await finishKeyChange(tx, key);
  await recordForEveryTenantIn(tx, actorOf, {
    action: 'master_key.rotated',
    label: 'Master key',
    changes: { masterKeyId: { before: oldKeyId, after: key.id } },
  });
}
