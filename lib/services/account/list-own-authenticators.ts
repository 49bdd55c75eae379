import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { listAuthenticatorsOfUser } from '@/lib/db/authenticators';
import { getDatabase } from '@/lib/db/database';
import { findSessionAuthenticator } from '@/lib/db/sessions';
import type { OwnAuthenticator } from '@/lib/schemas/account';
import { toAuthenticatorSummary } from '@/lib/schemas/user-summaries';

/** The passkeys of the signed-in person, the one behind this session marked. */
export async function listOwnAuthenticators(actor: Actor): Promise<readonly OwnAuthenticator[]> {
  const person = actor.requirePerson('account.manage');
  const db = getDatabase();
  const rows = await listAuthenticatorsOfUser(db, actor.tenantId, person.userId);
  const currentId = await findSessionAuthenticator(db, actor.tenantId, person);
  return rows.map((row) => ({ ...toAuthenticatorSummary(row), isCurrent: row.id === currentId }));
}
