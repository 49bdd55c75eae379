import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { listApplicationsOfUser } from '@/lib/db/user-applications';
import type { MyApplication } from '@/lib/schemas/my-applications';

/** The applications the signed-in person may open, by name; those switched off are left out. */
export async function listMyApplications(actor: Actor): Promise<readonly MyApplication[]> {
  const { userId } = actor.requirePerson('applications.open');
  const rows = await listApplicationsOfUser(getDatabase(), actor.tenantId, userId);
  return rows.map(({ id, name, canOpenHere, lastOpenedAt }) => ({
    ...{ id, name, canOpenHere },
    lastOpenedAt: lastOpenedAt?.toISOString() ?? null,
  }));
}
