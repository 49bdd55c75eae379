import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { Transaction } from '@/lib/db/database';
import type { PendingSamlRequestRow } from '@/lib/db/pending-saml-requests';
import { findPersistentNameId } from '@/lib/db/persistent-name-ids';
import { findUserById } from '@/lib/db/users';
import { toLoginKey } from '@/lib/shared/login-key';
import { expressNameOf } from './describe-person';

/**
 * Whether the Subject of a request, if it has one, is the person of the session: by login, by e-mail
 * address, or by the name that this application knows, letter by letter: the persistent one, or what its
 * expression makes. Source: SAML Core 2.0 §3.4.1; attacks.md C22.
 */
export async function isSubjectOf(
  db: Transaction,
  actor: Actor,
  request: PendingSamlRequestRow,
): Promise<boolean> {
  const { loginHint } = request;
  if (loginHint === null) return true;
  const { userId, login, amr } = actor.requirePerson('account.manage');
  const key = toLoginKey(loginHint);
  if (key === toLoginKey(login)) return true;
  const user = await findUserById(db, actor.tenantId, userId);
  if (user && key === toLoginKey(user.email)) return true;
  const { application } = request;
  const of = { applicationId: application.id, userId };
  if ((await findPersistentNameId(db, actor.tenantId, of)) === loginHint) return true;
  if (!user) return false;
  return (await expressNameOf(db, actor.tenantId, { application, user, amr })) === loginHint;
}
