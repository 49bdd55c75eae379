import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { randomCode } from '@/lib/crypto/random-code';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { lockPerson } from '@/lib/db/recoveries';
import {
  deleteRecoveryCodesOfUser,
  listUnusedRecoveryCodes,
  replaceRecoveryCodes,
} from '@/lib/db/recovery-codes';
import { getTenantById } from '@/lib/db/tenants';
import type { NewRecoveryCodes, RecoveryCodesSummary } from '@/lib/schemas/recovery';
import {
  formatRecoveryCode,
  recoveryCodeAlphabet,
  recoveryCodeCount,
  recoveryCodeLength,
} from '@/lib/schemas/recovery-code-shape';
import { hashCode } from './code-hashes';

/** How many codes the signed-in person has left. */
export async function getOwnRecoveryCodes(actor: Actor): Promise<RecoveryCodesSummary> {
  const { userId } = actor.requirePerson('account.manage');
  const rows = await listUnusedRecoveryCodes(getDatabase(), actor.tenantId, userId);
  return { left: rows.length, createdAt: rows[0]?.createdAt.toISOString() ?? null };
}

/** Makes new codes for the signed-in person, who sees them this once; the old ones are void. */
export async function createRecoveryCodes(actor: Actor): Promise<NewRecoveryCodes> {
  const now = new Date();
  const { userId, login } = actor.requireRecentPerson('account.manage', now);
  const { tenantId } = actor;
  const values = Array.from({ length: recoveryCodeCount }, () =>
    randomCode(recoveryCodeAlphabet, recoveryCodeLength),
  );
  const hashes = values.map((value) =>
    hashCode(tenantId, userId, { kind: 'RECOVERY_CODE', value }),
  );
  await inTransaction(async (tx) => {
    await lockPerson(tx, tenantId, userId);
    await replaceRecoveryCodes(tx, tenantId, { userId, hashes, now });
    const target = { type: 'user', id: userId, label: login };
    const changes = { recoveryCodes: { after: hashes.length } };
    await recordAudit(tx, actor, 'recovery_codes.created', target, changes);
  });
  const tenant = await getTenantById(getDatabase(), tenantId);
  return {
    codes: values.map(formatRecoveryCode),
    login,
    tenantName: tenant.name,
    recoverUrl: `${tenant.publicUrl}/recover`,
    createdAt: now.toISOString(),
  };
}

/** Makes every code of the signed-in person void. */
export async function removeRecoveryCodes(actor: Actor): Promise<void> {
  const { userId, login } = actor.requireRecentPerson('account.manage', new Date());
  const { tenantId } = actor;
  await inTransaction(async (tx) => {
    await lockPerson(tx, tenantId, userId);
    const left = await deleteRecoveryCodesOfUser(tx, tenantId, userId);
    const target = { type: 'user', id: userId, label: login };
    const changes = { recoveryCodes: { before: left, after: 0 } };
    await recordAudit(tx, actor, 'recovery_codes.removed', target, changes);
  });
}
