import 'server-only';
import { recordAudit, type AuditChanges } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction, type Transaction } from '@/lib/db/database';
import { deleteOpenInvitationsOfUser } from '@/lib/db/invitations';
import { deleteSessionsOfUser } from '@/lib/db/sessions';
import { isUniqueViolation } from '@/lib/db/unique-violation';
import { findUserByLoginKey, updateUser, type UserRow } from '@/lib/db/users';
import type { EditUserInput, EditUserResult } from '@/lib/schemas/users';
import { AppError } from '@/lib/shared/errors';
import { toLoginKey } from '@/lib/shared/login-key';
import { acceptedWarnings } from './create-user';
import { findLoginWarnings } from './find-login-warnings';
import { getUserToActOn } from './get-user-to-act-on';

/**
 * Changes names, e-mail address and login. A new login needs the passkey just now, ends the
 * person's sessions (but the one it is done in), and is warned about like that of a new person. A
 * new login or e-mail address withdraws open invitations: their link went to the old mailbox.
 */
export async function editUser(actor: Actor, input: EditUserInput): Promise<EditUserResult> {
  actor.requirePerson('users.edit');
  try {
    return await inTransaction((tx) => edit(tx, actor, input));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('users.login_taken', input.login, { cause: error });
  }
}

async function edit(tx: Transaction, actor: Actor, input: EditUserInput): Promise<EditUserResult> {
  const { tenantId } = actor;
  const { userId, login, firstName, lastName } = input;
  const user = await getUserToActOn(tx, actor, { permission: 'users.edit', userId });
  const after = { login, firstName, lastName, email: input.email || login };
  const changes = differences(user, after);
  if (Object.keys(changes).length === 0) return { warnings: [], isStored: true };
  const isNewLogin = login !== user.login;
  const warnings = isNewLogin ? await checkNewLogin(tx, actor, { user, login }) : [];
  if (warnings.length > 0 && !input.acceptsWarnings) return { warnings, isStored: false };
  await updateUser(tx, tenantId, { userId, edit: { ...after, loginKey: toLoginKey(login) } });
  if (isNewLogin || after.email !== user.email) {
    await deleteOpenInvitationsOfUser(tx, tenantId, userId);
  }
  const target = { type: 'user', id: userId, label: login };
  if (isNewLogin) {
    const sessions = await endSessions(tx, actor, userId);
    await recordAudit(tx, actor, 'user.login_changed', target, {
      ...changes,
      ...acceptedWarnings(warnings),
      sessionsEnded: { after: sessions },
    });
  } else {
    await recordAudit(tx, actor, 'user.edited', target, changes);
  }
  return { warnings, isStored: true };
}

async function checkNewLogin(
  tx: Transaction,
  actor: Actor,
  { user, login }: { readonly user: UserRow; readonly login: string },
) {
  actor.requireRecentPerson('users.change_login', new Date());
  const holder = await findUserByLoginKey(tx, actor.tenantId, toLoginKey(login));
  if (holder && holder.id !== user.id) throw new AppError('users.login_taken');
  return findLoginWarnings(tx, actor.tenantId, { login, ownerId: user.id });
}

function endSessions(tx: Transaction, actor: Actor, userId: string): Promise<number> {
  const { sessionId } = actor.requirePerson('users.change_login');
  return deleteSessionsOfUser(tx, actor.tenantId, { userId, exceptSessionId: sessionId });
}

const fields = ['login', 'email', 'firstName', 'lastName'] as const;

function differences(
  before: Pick<UserRow, (typeof fields)[number]>,
  after: Pick<UserRow, (typeof fields)[number]>,
): AuditChanges {
  return Object.fromEntries(
    fields
      .filter((field) => before[field] !== after[field])
      .map((field) => [field, { before: before[field], after: after[field] }]),
  );
}
