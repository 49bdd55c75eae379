import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { listApplicationSignIns as listRows } from '@/lib/db/applications';
import { getDatabase } from '@/lib/db/database';
import type { ApplicationSignIn } from '@/lib/schemas/applications';

const latestCount = 10;

/** The latest sign-ins to an application and the refused ones, newest first. */
export async function listApplicationSignIns(
  actor: Actor,
  applicationId: string,
): Promise<readonly ApplicationSignIn[]> {
  actor.requirePerson('applications.read');
  const rows = await listRows(getDatabase(), actor.tenantId, {
    applicationId,
    take: latestCount,
  });
  return rows.map((row) => ({
    id: row.id,
    login: row.actorLabel,
    isAllowed: row.action === 'application.opened',
    at: row.occurredAt.toISOString(),
  }));
}
