import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { listAuthenticatorsOfUser } from '@/lib/db/authenticators';
import { getDatabase } from '@/lib/db/database';
import { toAuthenticatorSummary } from '@/lib/schemas/user-summaries';
import type { AuthenticatorSummary } from '@/lib/schemas/users';

/** The passkeys of the signed-in person. */
export async function listOwnAuthenticators(
  actor: Actor,
): Promise<readonly AuthenticatorSummary[]> {
  const { userId } = actor.requirePerson('account.manage');
  const rows = await listAuthenticatorsOfUser(getDatabase(), actor.tenantId, userId);
  return rows.map(toAuthenticatorSummary);
}
