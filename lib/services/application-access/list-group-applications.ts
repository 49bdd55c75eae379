import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { listApplicationsOfGroup } from '@/lib/db/application-access';
import { getDatabase } from '@/lib/db/database';
import type { GroupApplication } from '@/lib/schemas/application-access';

/** The applications a group gives to its people, by name. */
export async function listGroupApplications(
  actor: Actor,
  groupId: string,
): Promise<readonly GroupApplication[]> {
  actor.requirePerson('groups.read');
  actor.requirePerson('applications.read');
  const rows = await listApplicationsOfGroup(getDatabase(), actor.tenantId, groupId);
  return rows.map(({ id, name, enabled, access }) => ({
    ...{ id, name },
    isEnabled: enabled,
    isForEveryone: access === 'EVERYONE',
  }));
}
