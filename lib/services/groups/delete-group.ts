import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { listApplicationsOfGroup } from '@/lib/db/application-access';
import { inTransaction } from '@/lib/db/database';
import { deleteGroupRow } from '@/lib/db/groups';
import { getGroupToChange } from './get-group-to-change';

/** Deletes a group. Its people stay; the audit keeps how many they were. */
export async function deleteGroup(actor: Actor, groupId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const group = await getGroupToChange(tx, actor, groupId);
    const applications = await listApplicationsOfGroup(tx, actor.tenantId, groupId);
    await deleteGroupRow(tx, actor.tenantId, groupId);
    const target = { type: 'group', id: groupId, label: group.name };
    await recordAudit(tx, actor, 'group.deleted', target, {
      name: { before: group.name },
      description: { before: group.description },
      members: { before: group.memberCount },
      ...(applications.length > 0 && {
        applications: { before: applications.map(({ name }) => name) },
      }),
    });
  });
}
