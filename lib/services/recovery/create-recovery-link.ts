import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { randomToken } from '@/lib/crypto/random-token';
import { sha256Hex } from '@/lib/crypto/sha256';
import { getDatabase, inTransaction, type Transaction } from '@/lib/db/database';
import { closePasscodesOfUser } from '@/lib/db/helpdesk-passcodes';
import { queueMail } from '@/lib/db/outgoing-mails';
import { lockPerson } from '@/lib/db/recoveries';
import { insertRecoveryLink } from '@/lib/db/recovery-links';
import { getTenantById, type TenantRow } from '@/lib/db/tenants';
import { findUserByLoginKey, type UserRow } from '@/lib/db/users';
import { buildRecoveryLinkMail } from '@/lib/mail/recovery-mails';
import { AppError } from '@/lib/shared/errors';
import { toLoginKey } from '@/lib/shared/login-key';

const linkTtlSeconds = 3600;

/** A link as printed, once; the database keeps only the hash of its token. */
export interface RecoveryLink {
  readonly login: string;
  readonly url: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/**
 * Makes a one-time link for an owner who lost every passkey, when no other owner can help. It leads to
 * a new passkey of that owner and nothing else; the owner hears of it by mail, which does not hold it.
 *
 * @throws AppError `operator.person_unknown`, `operator.owner_disabled`.
 */
export async function createRecoveryLink(
  actor: Actor,
  login: string,
  now: Date,
): Promise<RecoveryLink> {
  actor.requireSystem();
  const token = randomToken();
  const expiresAt = new Date(now.getTime() + linkTtlSeconds * 1000);
  const tenant = await getTenantById(getDatabase(), actor.tenantId);
  const owner = await inTransaction(async (tx) => {
    const user = await lockOwner(tx, actor, login);
    const link = { userId: user.id, tokenHash: sha256Hex(token), expiresAt, now };
    await closePasscodesOfUser(tx, tenant.id, link);
    await insertRecoveryLink(tx, tenant.id, link);
    await tell(tx, tenant, { user, expiresAt, now });
    const target = { type: 'user', id: user.id, label: user.login };
    await recordAudit(tx, actor, 'owner_link.created', target, {
      worksUntil: { after: expiresAt.toISOString() },
    });
    return user;
  });
  return {
    login: owner.login,
    url: `${tenant.publicUrl}/recover/link/${token}`,
    expiresAt: expiresAt.toISOString(),
  };
}

async function lockOwner(tx: Transaction, actor: Actor, login: string): Promise<UserRow> {
  const { tenantId } = actor;
  const user = await findUserByLoginKey(tx, tenantId, toLoginKey(login));
  if (user?.role !== 'OWNER') throw new AppError('operator.person_unknown');
  if (user.disabledAt) throw new AppError('operator.owner_disabled');
  await lockPerson(tx, tenantId, user.id);
  return user;
}

async function tell(
  tx: Transaction,
  tenant: TenantRow,
  made: { readonly user: UserRow; readonly expiresAt: Date; readonly now: Date },
): Promise<void> {
  const { user, expiresAt, now } = made;
  await queueMail(tx, tenant.id, {
    kind: 'recovery_link_created',
    toAddress: user.email,
    userId: user.id,
    content: buildRecoveryLinkMail({
      displayName: `${user.firstName} ${user.lastName}`.trim(),
      tenantName: tenant.name,
      when: now,
      expiresAt,
      portalUrl: tenant.publicUrl,
    }),
  });
}
