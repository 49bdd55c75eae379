import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { updateGroup } from '@/lib/db/groups';
import { isUniqueViolation } from '@/lib/db/unique-violation';
import type { EditGroupInput } from '@/lib/schemas/groups';
import { AppError } from '@/lib/shared/errors';
import { toGroupKey } from '@/lib/shared/group-key';
import { getGroupToChange } from './get-group-to-change';

/** Changes name and description of a group. */
export async function editGroup(actor: Actor, input: EditGroupInput): Promise<void> {
  const { groupId, name, description } = input;
  try {
    await inTransaction(async (tx) => {
      const before = await getGroupToChange(tx, actor, groupId);
      const isNamed = before.name !== name;
      const isDescribed = before.description !== description;
      if (!isNamed && !isDescribed) return;
      const nameKey = toGroupKey(name);
      await updateGroup(tx, actor.tenantId, groupId, { name, nameKey, description });
      const target = { type: 'group', id: groupId, label: name };
      await recordAudit(tx, actor, 'group.edited', target, {
        ...(isNamed ? { name: { before: before.name, after: name } } : {}),
        ...(isDescribed ? { description: { before: before.description, after: description } } : {}),
      });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('groups.name_taken', name, { cause: error });
    throw error;
  }
}
