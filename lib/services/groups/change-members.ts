import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction, type Transaction } from '@/lib/db/database';
import {
  deleteMembers,
  findMemberCandidates,
  findMemberIds,
  insertMembers,
  type MemberRow,
} from '@/lib/db/group-members';
import type { GroupMembersInput } from '@/lib/schemas/groups';
import { AppError } from '@/lib/shared/errors';
import { getGroupToChange } from './get-group-to-change';

/** Puts people into a group; returns how many were not in it before. */
export async function addMembers(
  actor: Actor,
  input: GroupMembersInput,
): Promise<{ readonly count: number }> {
  return inTransaction(async (tx) => {
    const { group, people, memberIds } = await load(tx, actor, input);
    const added = people.filter(({ id }) => !memberIds.has(id));
    if (added.length === 0) return { count: 0 };
    const userIds = added.map(({ id }) => id);
    await insertMembers(tx, actor.tenantId, { groupId: group.id, userIds });
    const target = { type: 'group', id: group.id, label: group.name };
    await recordAudit(tx, actor, 'group.members_added', target, {
      people: { after: added.map(({ login }) => login) },
    });
    return { count: added.length };
  });
}

/** Takes people out of a group; returns how many were in it. */
export async function removeMembers(
  actor: Actor,
  input: GroupMembersInput,
): Promise<{ readonly count: number }> {
  return inTransaction(async (tx) => {
    const { group, people, memberIds } = await load(tx, actor, input);
    const removed = people.filter(({ id }) => memberIds.has(id));
    if (removed.length === 0) return { count: 0 };
    const userIds = removed.map(({ id }) => id);
    await deleteMembers(tx, actor.tenantId, { groupId: group.id, userIds });
    const target = { type: 'group', id: group.id, label: group.name };
    await recordAudit(tx, actor, 'group.members_removed', target, {
      people: { before: removed.map(({ login }) => login) },
    });
    return { count: removed.length };
  });
}

/** The group and all of the people, each of whom the actor may act on. */
async function load(tx: Transaction, actor: Actor, input: GroupMembersInput) {
  const group = await getGroupToChange(tx, actor, input.groupId);
  const userIds = [...new Set(input.userIds)];
  const people = await findMemberCandidates(tx, actor.tenantId, userIds);
  if (people.length !== userIds.length) throw new AppError('users.not_found');
  for (const person of people) requireOver(actor, person);
  const target = { groupId: group.id, userIds };
  return { group, people, memberIds: await findMemberIds(tx, actor.tenantId, target) };
}

function requireOver(actor: Actor, person: MemberRow): void {
  actor.requirePersonOver('groups.manage', person);
}
