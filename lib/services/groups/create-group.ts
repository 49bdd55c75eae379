import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { insertGroup } from '@/lib/db/groups';
import { isUniqueViolation } from '@/lib/db/unique-violation';
import type { CreateGroupInput } from '@/lib/schemas/groups';
import { AppError } from '@/lib/shared/errors';
import { toGroupKey } from '@/lib/shared/group-key';

/** Creates a group without people. */
export async function createGroup(
  actor: Actor,
  input: CreateGroupInput,
): Promise<{ readonly groupId: string }> {
  actor.requirePerson('groups.manage');
  const { name, description } = input;
  try {
    return await inTransaction(async (tx) => {
      const nameKey = toGroupKey(name);
      const groupId = await insertGroup(tx, actor.tenantId, { name, nameKey, description });
      const target = { type: 'group', id: groupId, label: name };
      await recordAudit(tx, actor, 'group.created', target, {
        name: { after: name },
        ...(description === '' ? {} : { description: { after: description } }),
      });
      return { groupId };
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('groups.name_taken', name, { cause: error });
    throw error;
  }
}
