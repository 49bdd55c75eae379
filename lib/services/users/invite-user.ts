import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { randomToken } from '@/lib/crypto/random-token';
import { sha256Hex } from '@/lib/crypto/sha256';
import { countAuthenticatorsOfUser } from '@/lib/db/authenticators';
import { inTransaction, type Transaction } from '@/lib/db/database';
import { deleteOpenInvitationsOfUser, insertInvitation } from '@/lib/db/invitations';
import { queueMail } from '@/lib/db/outgoing-mails';
import { getTenantById, type TenantRow } from '@/lib/db/tenants';
import type { UserRow } from '@/lib/db/users';
import { buildInvitationMail } from '@/lib/mail/invitation-mail';
import type { NewInvitation } from '@/lib/schemas/users';
import { AppError } from '@/lib/shared/errors';
import { getUserToActOn } from './get-user-to-act-on';

/** 72 hours. */
const invitationTtlSeconds = 72 * 3600;

/**
 * Invites a person, or again: links made before stop working. The link is in the answer and, with a
 * mail server, in the outbox, encrypted until it left; beyond that only the hash of its token is kept.
 */
export async function inviteUser(actor: Actor, userId: string): Promise<NewInvitation> {
  const token = randomToken(32);
  const now = new Date();
  const expiresAt = new Date(now.getTime() + invitationTtlSeconds * 1000);
  return inTransaction(async (tx) => {
    const invited = await getUserToActOn(tx, actor, { permission: 'users.invite', userId });
    if (invited.disabledAt) throw new AppError('users.disabled');
    if ((await countAuthenticatorsOfUser(tx, actor.tenantId, userId)) > 0) {
      throw new AppError('users.already_enrolled');
    }
    await deleteOpenInvitationsOfUser(tx, actor.tenantId, userId);
    const tokenHash = sha256Hex(token);
    await insertInvitation(tx, actor.tenantId, { userId, tokenHash, expiresAt, now });
    const tenant = await getTenantById(tx, actor.tenantId);
    const url = `${tenant.publicUrl}/enrol/${token}`;
    const isQueued = await queueInvitation(tx, tenant, { user: invited, url, expiresAt });
    const target = { type: 'user', id: userId, label: invited.login };
    await recordAudit(tx, actor, 'user.invited', target);
    return {
      url,
      expiresAt: expiresAt.toISOString(),
      mailedTo: isQueued ? invited.email : null,
    };
  });
}

async function queueInvitation(
  tx: Transaction,
  tenant: TenantRow,
  {
    user,
    url,
    expiresAt,
  }: { readonly user: UserRow; readonly url: string; readonly expiresAt: Date },
): Promise<boolean> {
  const displayName = `${user.firstName} ${user.lastName}`.trim();
  return queueMail(tx, tenant.id, {
    kind: 'invitation',
    toAddress: user.email,
    userId: user.id,
    content: buildInvitationMail({ displayName, tenantName: tenant.name, url, expiresAt }),
    uselessAfter: expiresAt,
  });
}
