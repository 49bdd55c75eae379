import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { countAuthenticatorsOfUser } from '@/lib/db/authenticators';
import type { Transaction } from '@/lib/db/database';
import { findUserById, type UserRow } from '@/lib/db/users';
import type { ErrorCode } from '@/lib/shared/error-codes';
import { AppError } from '@/lib/shared/errors';

/** The person somebody wants to help: of the same tenant and not above the helper. */
export async function getPersonToHelp(
  tx: Transaction,
  actor: Actor,
  userId: string,
): Promise<UserRow> {
  actor.requirePerson('users.issue_passcode');
  const user = await findUserById(tx, actor.tenantId, userId);
  if (!user) throw new AppError('users.not_found');
  actor.requirePersonOver('users.issue_passcode', user);
  return user;
}

/** Why a person gets no passcode; null when one may be issued. */
export async function findPasscodeRefusal(
  tx: Transaction,
  actor: Actor,
  user: UserRow,
): Promise<ErrorCode | null> {
  if (user.id === actor.requirePerson('users.issue_passcode').userId) return 'recovery.own_account';
  if (user.disabledAt) return 'users.disabled';
  const passkeys = await countAuthenticatorsOfUser(tx, actor.tenantId, user.id);
  return passkeys === 0 ? 'recovery.not_enrolled' : null;
}
