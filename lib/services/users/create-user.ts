import 'server-only';
import { randomBytes } from 'node:crypto';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { isUniqueViolation } from '@/lib/db/unique-violation';
import { findUserByLoginKey, insertUser } from '@/lib/db/users';
import type { CreateUserInput, CreateUserResult } from '@/lib/schemas/users';
import { AppError } from '@/lib/shared/errors';
import { toLoginKey } from '@/lib/shared/login-key';
import { findLoginWarnings } from './find-login-warnings';

/**
 * Creates a person. Giving a role needs an owner who used the passkey just now. A login that
 * deserves a second look is given only when the input says that it had one; nothing is stored
 * otherwise.
 */
export async function createUser(actor: Actor, input: CreateUserInput): Promise<CreateUserResult> {
  actor.requirePerson('users.create');
  if (input.role !== 'NONE') actor.requireRecentPerson('users.assign_role', new Date());
  const { login, firstName, lastName, role } = input;
  const loginKey = toLoginKey(login);
  try {
    return await inTransaction(async (tx) => {
      const { tenantId } = actor;
      if (await findUserByLoginKey(tx, tenantId, loginKey)) throw new AppError('users.login_taken');
      const warnings = await findLoginWarnings(tx, tenantId, { login, ownerId: null });
      if (warnings.length > 0 && !input.acceptsWarnings) return { userId: null, warnings };
      const userId = await insertUser(tx, tenantId, {
        login,
        loginKey,
        email: input.email || login,
        firstName,
        lastName,
        role,
        userHandle: new Uint8Array(randomBytes(64)),
      });
      const target = { type: 'user', id: userId, label: login };
      const changes = { role: { after: role }, ...acceptedWarnings(warnings) };
      await recordAudit(tx, actor, 'user.created', target, changes);
      return { userId, warnings };
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('users.login_taken', login, { cause: error });
    throw error;
  }
}

/** For the audit: what was accepted in spite of a warning. */
export function acceptedWarnings(warnings: CreateUserResult['warnings']) {
  if (warnings.length === 0) return {};
  const after = warnings.map((warning) =>
    warning.kind === 'looks_like'
      ? `looks like ${warning.login}`
      : `mixes ${warning.scripts.join(' and ')}`,
  );
  return { acceptedWarnings: { after } };
}
