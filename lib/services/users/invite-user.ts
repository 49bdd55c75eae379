import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { randomToken } from '@/lib/crypto/random-token';
import { sha256Hex } from '@/lib/crypto/sha256';
import { countAuthenticatorsOfUser } from '@/lib/db/authenticators';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { deleteOpenInvitationsOfUser, insertInvitation } from '@/lib/db/invitations';
import { getTenantById } from '@/lib/db/tenants';
import type { UserRow } from '@/lib/db/users';
import { log } from '@/lib/log/log';
import type { NewInvitation } from '@/lib/schemas/users';
import { AppError } from '@/lib/shared/errors';
import { getUserToActOn } from './get-user-to-act-on';

/** 72 hours. */
const invitationTtlSeconds = 72 * 3600;

/** Sends an invitation; resolves when the mail server took it. */
export type MailInvitation = (mail: {
  readonly to: string;
  readonly displayName: string;
  readonly tenantName: string;
  readonly url: string;
  readonly expiresAt: Date;
}) => Promise<void>;

/**
 * Invites a person, or again: links made before stop working. The link is in the answer and, when
 * `mail` is given, in the person's mailbox; the database keeps only the hash of its token.
 */
export async function inviteUser(
  actor: Actor,
  userId: string,
  mail: MailInvitation | null,
): Promise<NewInvitation> {
  const token = randomToken(32);
  const now = new Date();
  const expiresAt = new Date(now.getTime() + invitationTtlSeconds * 1000);
  const user = await inTransaction(async (tx) => {
    const invited = await getUserToActOn(tx, actor, { permission: 'users.invite', userId });
    if (invited.disabledAt) throw new AppError('users.disabled');
    if ((await countAuthenticatorsOfUser(tx, actor.tenantId, userId)) > 0) {
      throw new AppError('users.already_enrolled');
    }
    await deleteOpenInvitationsOfUser(tx, actor.tenantId, userId);
    const tokenHash = sha256Hex(token);
    await insertInvitation(tx, actor.tenantId, { userId, tokenHash, expiresAt, now });
    const target = { type: 'user', id: userId, label: invited.login };
    await recordAudit(tx, actor, 'user.invited', target);
    return invited;
  });
  const tenant = await getTenantById(getDatabase(), actor.tenantId);
  const url = `${tenant.publicUrl}/enrol/${token}`;
  const sent = mail && (await send(mail, user, { tenantName: tenant.name, url, expiresAt }));
  return {
    url,
    expiresAt: expiresAt.toISOString(),
    mailedTo: sent ? user.email : null,
    mailFailed: sent === false,
  };
}

/** A mail server that is down spoils nothing: the link is on the screen. */
async function send(
  mail: MailInvitation,
  user: UserRow,
  invitation: { readonly tenantName: string; readonly url: string; readonly expiresAt: Date },
): Promise<boolean> {
  try {
    const displayName = `${user.firstName} ${user.lastName}`.trim();
    await mail({ to: user.email, displayName, ...invitation });
    return true;
  } catch (error) {
    log.warn({ err: error }, 'an invitation could not be mailed');
    return false;
  }
}
