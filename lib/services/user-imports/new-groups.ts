import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import type { Transaction } from '@/lib/db/database';
import { findGroupsByKeys, insertGroup } from '@/lib/db/groups';
import { lockGroups } from '@/lib/db/imported-people';
import { setUserImportGroups } from '@/lib/db/user-imports';
import { newGroupSchema, type ImportedPerson, type NewGroup } from '@/lib/schemas/user-imports';
import { toGroupKey } from '@/lib/shared/group-key';
import { withRealGroups } from './judge-line';

/** The new groups of an import while its lines are applied: each is made for the first who needs it. */
export interface NewGroups {
  list: () => readonly NewGroup[];
  /** Stand for groups that were not there when the step began. */
  readonly pendingIds: readonly string[];
  /** Makes the groups of a person that are not there yet; the person with their ids. */
  make: (person: ImportedPerson) => Promise<ImportedPerson>;
  /** Writes down which were made. */
  save: () => Promise<void>;
}

/** Reads the new groups of a stored import. */
export function readNewGroups(found: { readonly newGroups: unknown }): readonly NewGroup[] {
  return newGroupSchema.array().parse(found.newGroups);
}

/** Opens the new groups of a locked import, within its transaction. */
export function openNewGroups(
  tx: Transaction,
  actor: Actor,
  found: { readonly id: string; readonly newGroups: unknown },
): NewGroups {
  const groups = [...readNewGroups(found)];
  const pendingIds = groups.filter(({ groupId }) => groupId === null).map(({ id }) => id);
  let isChanged = false;
  return {
    pendingIds,
    list: () => groups,
    make: async (person) => {
      const ids = new Set(person.groups.map(({ id }) => id));
      for (const [index, group] of groups.entries()) {
        if (group.groupId !== null || !ids.has(group.id)) continue;
        groups[index] = { ...group, ...(await makeGroup(tx, actor, group.name)) };
        isChanged = true;
      }
      return withRealGroups(person, groups);
    },
    save: async () => {
      if (isChanged) await setUserImportGroups(tx, actor.tenantId, found.id, groups);
    },
  };
}

/** Takes the one somebody else made after the preview, or makes it. */
async function makeGroup(tx: Transaction, actor: Actor, name: string) {
  actor.requirePerson('groups.manage');
  const { tenantId } = actor;
  const nameKey = toGroupKey(name);
  const [other] = await findGroupsByKeys(tx, tenantId, [nameKey]);
  if (other) {
    await lockGroups(tx, tenantId, [other.id]);
    return { groupId: other.id, isCreated: false };
  }
  const groupId = await insertGroup(tx, tenantId, { name, nameKey, description: '' });
  const target = { type: 'group', id: groupId, label: name };
  await recordAudit(tx, actor, 'group.created', target, { name: { after: name } });
  return { groupId, isCreated: true };
}
