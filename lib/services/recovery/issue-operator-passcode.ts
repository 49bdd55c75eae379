import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { randomCode } from '@/lib/crypto/random-code';
import { countAuthenticatorsOfUser } from '@/lib/db/authenticators';
import { getDatabase, inTransaction, type Transaction } from '@/lib/db/database';
import { closePasscodesOfUser, insertPasscode } from '@/lib/db/helpdesk-passcodes';
import { queueMail } from '@/lib/db/outgoing-mails';
import { deleteOpenRecoveriesOfUser, lockPerson } from '@/lib/db/recoveries';
import { getTenantById, type TenantRow } from '@/lib/db/tenants';
import { findUserByLoginKey, type UserRow } from '@/lib/db/users';
import { buildPasscodeIssuedMail } from '@/lib/mail/recovery-mails';
import { formatPasscode, passcodeLength } from '@/lib/schemas/recovery-code-shape';
import { AppError } from '@/lib/shared/errors';
import { toLoginKey } from '@/lib/shared/login-key';
import { hashCode } from './code-hashes';
import { operatorId } from './operator-id';
import { passcodeTtlSeconds } from './passcode-limits';

/** What the operator reads out to an owner. */
export interface OperatorPasscode {
  readonly login: string;
  readonly passcode: string;
  readonly recoverUrl: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/**
 * Issues a passcode for an owner who lost every passkey, when no other owner can help. Like one of the
 * help desk it leads to a new passkey and nothing else; the owner hears of it by mail.
 */
export async function issueOperatorPasscode(
  actor: Actor,
  login: string,
  now: Date,
): Promise<OperatorPasscode> {
  actor.requireSystem();
  const value = randomCode('0123456789', passcodeLength);
  const expiresAt = new Date(now.getTime() + passcodeTtlSeconds * 1000);
  const tenant = await getTenantById(getDatabase(), actor.tenantId);
  const owner = await inTransaction(async (tx) => {
    const user = await lockOwner(tx, actor, login);
    await closePasscodesOfUser(tx, tenant.id, { userId: user.id, now });
    await deleteOpenRecoveriesOfUser(tx, tenant.id, user.id);
    const codeHash = hashCode(tenant.id, user.id, { kind: 'HELPDESK_PASSCODE', value });
    const passcode = { userId: user.id, codeHash, issuedById: operatorId, expiresAt, now };
    await insertPasscode(tx, tenant.id, passcode);
    const target = { type: 'user', id: user.id, label: user.login };
    await recordAudit(tx, actor, 'passcode.issued', target, {
      worksUntil: { after: expiresAt.toISOString() },
    });
    await tell(tx, tenant, { user, expiresAt, now });
    return user;
  });
  return {
    login: owner.login,
    passcode: formatPasscode(value),
    recoverUrl: `${tenant.publicUrl}/recover`,
    expiresAt: expiresAt.toISOString(),
  };
}

async function lockOwner(tx: Transaction, actor: Actor, login: string): Promise<UserRow> {
  const { tenantId } = actor;
  const user = await findUserByLoginKey(tx, tenantId, toLoginKey(login));
  if (user?.role !== 'OWNER') throw new AppError('operator.person_unknown');
  if (user.disabledAt) throw new AppError('operator.owner_disabled');
  await lockPerson(tx, tenantId, user.id);
  const passkeys = await countAuthenticatorsOfUser(tx, tenantId, user.id);
  if (passkeys === 0) throw new AppError('operator.owner_not_enrolled');
  return user;
}

async function tell(
  tx: Transaction,
  tenant: TenantRow,
  issued: { readonly user: UserRow; readonly expiresAt: Date; readonly now: Date },
): Promise<void> {
  const { user, expiresAt, now } = issued;
  await queueMail(tx, tenant.id, {
    kind: 'passcode_issued',
    toAddress: user.email,
    userId: user.id,
    content: buildPasscodeIssuedMail({
      displayName: `${user.firstName} ${user.lastName}`.trim(),
      tenantName: tenant.name,
      issuedBy: 'the operator of AdminX',
      when: now,
      expiresAt,
      portalUrl: tenant.publicUrl,
    }),
  });
}
