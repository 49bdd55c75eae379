import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { deleteAuthenticator, lockAuthenticatorsOfUser } from '@/lib/db/authenticators';
import { inTransaction, type Transaction } from '@/lib/db/database';
import { queueMail } from '@/lib/db/outgoing-mails';
import { deleteSessionsOfUser } from '@/lib/db/sessions';
import { getTenantById } from '@/lib/db/tenants';
import { lockActiveOwners, type UserRow } from '@/lib/db/users';
import { buildAuthenticatorRemovedMail } from '@/lib/mail/authenticator-mails';
import type { RemovedAuthenticator } from '@/lib/schemas/users';
import { describeOrigin } from '@/lib/shared/describe-origin';
import { AppError } from '@/lib/shared/errors';
import { getUserToActOn } from './get-user-to-act-on';

/**
 * Removes a passkey of somebody else, because it may be in other hands: sessions that began with it
 * end, and the person hears of it: by mail, or without a mail server from whoever removed it. The last
 * one may go too, but not that of the only owner.
 */
export async function removeUserAuthenticator(
  actor: Actor,
  target: { readonly userId: string; readonly authenticatorId: string },
): Promise<RemovedAuthenticator> {
  const now = new Date();
  const { login: byLogin, userId: byId } = actor.requireRecentPerson('users.edit', now);
  const { userId, authenticatorId } = target;
  const { tenantId } = actor;
  if (userId === byId) throw new AppError('users.own_passkey');
  return inTransaction(async (tx) => {
    const owners = await lockActiveOwners(tx, tenantId);
    const user = await getUserToActOn(tx, actor, { permission: 'users.edit', userId });
    const passkeys = await lockAuthenticatorsOfUser(tx, tenantId, userId);
    const removed = passkeys.find(({ id }) => id === authenticatorId);
    if (!removed) throw new AppError('users.passkey_not_found');
    const isOnlyOwner = owners.length === 1 && owners[0] === userId;
    if (passkeys.length === 1 && isOnlyOwner) throw new AppError('users.last_owner');
    await deleteAuthenticator(tx, tenantId, { userId, id: authenticatorId });
    const sessions = await deleteSessionsOfUser(tx, tenantId, { userId, authenticatorId });
    const isTold = await tellPerson(tx, actor, {
      user,
      authenticatorName: removed.name,
      byLogin,
      now,
    });
    await recordAudit(
      tx,
      actor,
      'authenticator.removed',
      { type: 'user', id: userId, label: user.login },
      { name: { before: removed.name }, sessionsEnded: { after: sessions } },
    );
    return { mailedTo: isTold ? user.email : null };
  });
}

async function tellPerson(
  tx: Transaction,
  actor: Actor,
  removal: {
    readonly user: UserRow;
    readonly authenticatorName: string;
    readonly byLogin: string;
    readonly now: Date;
  },
): Promise<boolean> {
  const { user, now, authenticatorName, byLogin } = removal;
  const tenant = await getTenantById(tx, actor.tenantId);
  return queueMail(tx, actor.tenantId, {
    kind: 'authenticator_removed',
    toAddress: user.email,
    userId: user.id,
    content: buildAuthenticatorRemovedMail({
      displayName: `${user.firstName} ${user.lastName}`.trim(),
      tenantName: tenant.name,
      portalUrl: tenant.publicUrl,
      authenticatorName,
      byLogin,
      when: now,
      where: describeOrigin(actor.origin),
    }),
  });
}
