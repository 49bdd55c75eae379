import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { Permission } from '@/lib/auth/permissions';
import { getDatabase } from '@/lib/db/database';
import { findUserLogins } from '@/lib/db/users';
import type { UserAct, UserActResult } from '@/lib/schemas/user-acts';
import { AppError, isAppError } from '@/lib/shared/errors';
import { deleteUser } from './delete-user';
import { disableUser } from './disable-user';
import { enableUser } from './enable-user';
import { endUserSessions } from './end-user-sessions';
import { inviteUser } from './invite-user';

const permissions: Record<UserAct, Permission> = {
  invite: 'users.invite',
  disable: 'users.disable',
  enable: 'users.disable',
  end_sessions: 'users.end_sessions',
  delete: 'users.delete',
};

/**
 * Does the same to several people, each for itself: what is refused for one does not stop the
 * others. Tells for everybody what happened and why not.
 */
export async function actOnUsers(
  actor: Actor,
  { act, userIds }: { readonly act: UserAct; readonly userIds: readonly string[] },
): Promise<readonly UserActResult[]> {
  actor.requirePerson(permissions[act]);
  const logins = await findUserLogins(getDatabase(), actor.tenantId, userIds);
  // Nobody of this tenant was meant: there is nothing to report about.
  if (logins.size === 0) throw new AppError('users.not_found');
  const results: UserActResult[] = [];
  for (const userId of new Set(userIds)) {
    const login = logins.get(userId) ?? null;
    results.push({ userId, login, ...(await actOnOne(actor, act, userId)) });
  }
  return results;
}

async function actOnOne(
  actor: Actor,
  act: UserAct,
  userId: string,
): Promise<Pick<UserActResult, 'refusal' | 'invitation'>> {
  try {
    if (act === 'invite') {
      return { refusal: null, invitation: await inviteUser(actor, userId) };
    }
    await acts[act](actor, userId);
    return { refusal: null, invitation: null };
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    return { refusal: error.publicMessage, invitation: null };
  }
}

const acts: Record<Exclude<UserAct, 'invite'>, (actor: Actor, userId: string) => Promise<void>> = {
  disable: disableUser,
  enable: enableUser,
  end_sessions: endUserSessions,
  delete: deleteUser,
};
