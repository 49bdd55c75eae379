import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction, type Transaction } from '@/lib/db/database';
import { closePasscodesOfUser } from '@/lib/db/helpdesk-passcodes';
import { deleteOpenRecoveriesOfUser } from '@/lib/db/recoveries';
import { updateUserRole } from '@/lib/db/roles';
import { findUserById, lockActiveOwners, type UserRow } from '@/lib/db/users';
import type { SetRoleInput } from '@/lib/schemas/roles';
import { AppError } from '@/lib/shared/errors';

/**
 * Gives a person a role or takes it. Needs a passkey used just now. Nobody raises or lowers
 * themselves, so one stolen session cannot make itself safe from the other owners; the last owner
 * who can sign in stays one. It works at once, in sessions that are open too.
 */
export async function setRole(actor: Actor, input: SetRoleInput): Promise<void> {
  const person = actor.requireRecentPerson('users.assign_role', new Date());
  if (input.userId === person.userId) throw new AppError('users.own_role');
  await inTransaction(async (tx) => {
    const user = await lockTarget(tx, actor, input);
    if (user.role === input.role) return;
    const { userId, role } = input;
    await updateUserRole(tx, actor.tenantId, { userId, role });
    // What support issued for somebody without a role must not open the account of an owner.
    await closePasscodesOfUser(tx, actor.tenantId, { userId, now: new Date() });
    await deleteOpenRecoveriesOfUser(tx, actor.tenantId, userId);
    const target = { type: 'user', id: userId, label: user.login };
    await recordAudit(tx, actor, 'user.role_changed', target, {
      role: { before: user.role, after: role },
    });
  });
}

async function lockTarget(tx: Transaction, actor: Actor, input: SetRoleInput): Promise<UserRow> {
  const owners = await lockActiveOwners(tx, actor.tenantId);
  const user = await findUserById(tx, actor.tenantId, input.userId);
  if (!user) throw new AppError('users.not_found');
  actor.requirePersonOver('users.assign_role', user);
  if (user.disabledAt && input.role !== 'NONE') throw new AppError('users.disabled');
  const isLastOwner = owners.length === 1 && owners[0] === user.id;
  if (isLastOwner && input.role !== 'OWNER') throw new AppError('users.last_owner');
  return user;
}
