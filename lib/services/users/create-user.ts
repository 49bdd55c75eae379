import 'server-only';
import { randomBytes } from 'node:crypto';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { isUniqueViolation } from '@/lib/db/unique-violation';
import { insertUser } from '@/lib/db/users';
import type { CreateUserInput } from '@/lib/schemas/users';
import { AppError } from '@/lib/shared/errors';
import { toLoginKey } from '@/lib/shared/login-key';

/** Creates a person. Giving a role needs an owner who used the passkey just now. */
export async function createUser(
  actor: Actor,
  input: CreateUserInput,
): Promise<{ readonly userId: string }> {
  actor.requirePerson('users.create');
  if (input.role !== 'NONE') actor.requireRecentPerson('users.assign_role', new Date());
  const { login, firstName, lastName, role } = input;
  try {
    return await inTransaction(async (tx) => {
      const userId = await insertUser(tx, actor.tenantId, {
        login,
        loginKey: toLoginKey(login),
        email: input.email || login,
        firstName,
        lastName,
        role,
        userHandle: new Uint8Array(randomBytes(64)),
      });
      const target = { type: 'user', id: userId, label: login };
      await recordAudit(tx, actor, 'user.created', target, { role: { after: role } });
      return { userId };
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('users.login_taken', login, { cause: error });
    throw error;
  }
}
