import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { listSessionsOfUser } from '@/lib/db/sessions';
import { toSessionSummary } from '@/lib/schemas/user-summaries';
import type { SessionSummary } from '@/lib/schemas/users';

/** The live sessions of the signed-in person, the current one marked. */
export async function listOwnSessions(actor: Actor): Promise<readonly SessionSummary[]> {
  const person = actor.requirePerson('account.manage');
  const rows = await listSessionsOfUser(getDatabase(), actor.tenantId, person.userId, new Date());
  return rows.map((row) => toSessionSummary(row, person.sessionId));
}
