import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { Permission } from '@/lib/auth/permissions';
import type { Transaction } from '@/lib/db/database';
import { findUserById, type UserRow } from '@/lib/db/users';
import { AppError } from '@/lib/shared/errors';

/**
 * The person an actor wants to act on: of the actor's own tenant, and not above the actor.
 * `users.not_found`, `users.higher_role` otherwise.
 */
export async function getUserToActOn(
  tx: Transaction,
  actor: Actor,
  target: { readonly permission: Permission; readonly userId: string },
): Promise<UserRow> {
  actor.requirePerson(target.permission);
  const user = await findUserById(tx, actor.tenantId, target.userId);
  if (!user) throw new AppError('users.not_found');
  actor.requirePersonOver(target.permission, user);
  return user;
}
