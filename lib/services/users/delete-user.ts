import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { deleteSessionsOfUser } from '@/lib/db/sessions';
import { deleteUser as deleteUserRow, lockActiveOwners } from '@/lib/db/users';
import { AppError } from '@/lib/shared/errors';
import { getUserToActOn } from './get-user-to-act-on';

/** Deletes a person with passkeys, sessions and invitations. What they did stays in the reports. */
export async function deleteUser(actor: Actor, userId: string): Promise<void> {
  const { tenantId } = actor;
  await inTransaction(async (tx) => {
    const owners = await lockActiveOwners(tx, tenantId);
    const user = await getUserToActOn(tx, actor, { permission: 'users.delete', userId });
    if (user.id === actor.requirePerson('users.delete').userId) {
      throw new AppError('users.own_account');
    }
    if (owners.length === 1 && owners[0] === user.id) throw new AppError('users.last_owner');
    const sessions = await deleteSessionsOfUser(tx, tenantId, { userId });
    await deleteUserRow(tx, tenantId, userId);
    await recordAudit(
      tx,
      actor,
      'user.deleted',
      { type: 'user', id: userId, label: user.login },
      {
        email: { before: user.email },
        firstName: { before: user.firstName },
        lastName: { before: user.lastName },
        role: { before: user.role },
        sessionsEnded: { after: sessions },
      },
    );
  });
}
