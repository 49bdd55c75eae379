import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { closePasscodesOfUser } from '@/lib/db/helpdesk-passcodes';
import { deleteOpenInvitationsOfUser } from '@/lib/db/invitations';
import { deleteSessionsOfUser } from '@/lib/db/sessions';
import { lockActiveOwners, setUserDisabled } from '@/lib/db/users';
import { AppError } from '@/lib/shared/errors';
import { getUserToActOn } from './get-user-to-act-on';

/** Disables a person: sessions end at once, open invitations stop working, passkeys are kept. */
export async function disableUser(actor: Actor, userId: string): Promise<void> {
  const { tenantId } = actor;
  await inTransaction(async (tx) => {
    const owners = await lockActiveOwners(tx, tenantId);
    const user = await getUserToActOn(tx, actor, { permission: 'users.disable', userId });
    if (user.id === actor.requirePerson('users.disable').userId) {
      throw new AppError('users.own_account');
    }
    if (user.disabledAt) return;
    if (owners.length === 1 && owners[0] === user.id) throw new AppError('users.last_owner');
    await setUserDisabled(tx, tenantId, { userId, disabledAt: new Date() });
    const sessions = await deleteSessionsOfUser(tx, tenantId, { userId });
    await deleteOpenInvitationsOfUser(tx, tenantId, userId);
    await closePasscodesOfUser(tx, tenantId, { userId, now: new Date() });
    const target = { type: 'user', id: userId, label: user.login };
    await recordAudit(tx, actor, 'user.disabled', target, { sessionsEnded: { after: sessions } });
  });
}
