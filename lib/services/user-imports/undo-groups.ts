import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import type { Transaction } from '@/lib/db/database';
import { deleteGroupRow, lockGroupsWithUse } from '@/lib/db/groups';
import type { NewGroup } from '@/lib/schemas/user-imports';

/** Names of the groups an import created, by whether undoing deletes or keeps them. */
export interface CreatedGroups {
  readonly deleted: readonly string[];
  readonly kept: readonly string[];
}

/**
 * Judges the groups an import created that are still there: who has no people, no application, the
 * name of the file and no description goes. `leaving`: how many people undoing takes out of each.
 */
export async function judgeCreatedGroups(
  tx: Transaction,
  actor: Actor,
  newGroups: readonly NewGroup[],
  leaving: ReadonlyMap<string, number>,
) {
  const created = newGroups.filter(({ isCreated }) => isCreated);
  const names = new Map(created.map(({ groupId, name }) => [groupId, name]));
  const ids = created.flatMap(({ groupId }) => groupId ?? []);
  if (ids.length === 0) return [];
  const groups = await lockGroupsWithUse(tx, actor.tenantId, ids);
  return groups.map((group) => ({
    ...group,
    isUnused:
      group.memberCount <= (leaving.get(group.id) ?? 0) &&
      group.applicationCount === 0 &&
      group.description === '' &&
      group.name === names.get(group.id),
  }));
}

/** The names, for whoever decides about undoing. */
export function toCreatedGroups(
  judged: Awaited<ReturnType<typeof judgeCreatedGroups>>,
): CreatedGroups {
  const namesOf = (isUnused: boolean) =>
    judged.filter((group) => group.isUnused === isUnused).map(({ name }) => name);
  return { deleted: namesOf(true), kept: namesOf(false) };
}

/** Deletes the groups an import created and nobody uses otherwise; call it when its lines are undone. */
export async function deleteCreatedGroups(
  tx: Transaction,
  actor: Actor,
  newGroups: readonly NewGroup[],
): Promise<CreatedGroups> {
  const judged = await judgeCreatedGroups(tx, actor, newGroups, new Map());
  for (const { id, name, isUnused } of judged) {
    if (!isUnused) continue;
    actor.requirePerson('groups.manage');
    await deleteGroupRow(tx, actor.tenantId, id);
    const target = { type: 'group', id, label: name };
    await recordAudit(tx, actor, 'group.deleted', target, { name: { before: name } });
  }
  return toCreatedGroups(judged);
}
