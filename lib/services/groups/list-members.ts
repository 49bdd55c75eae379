import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { findNonMembers, listMembers as listRows } from '@/lib/db/group-members';
import { findGroupById } from '@/lib/db/groups';
import type { GroupMemberPage, MemberListFilter, PersonToAdd } from '@/lib/schemas/groups';
import { AppError } from '@/lib/shared/errors';

const pageSize = 50;
const suggestionCount = 20;

/** One page of a group's people by login. */
export async function listMembers(
  actor: Actor,
  groupId: string,
  filter: MemberListFilter,
): Promise<GroupMemberPage> {
  actor.requirePerson('groups.read');
  const rows = await listRows(getDatabase(), actor.tenantId, {
    groupId,
    search: filter.q,
    after: filter.after,
    take: pageSize,
  });
  const page = rows.slice(0, pageSize);
  return {
    members: page.map((row) => ({
      id: row.id,
      displayName: `${row.firstName} ${row.lastName}`.trim(),
      login: row.login,
      canRemove: actor.mayActOn('groups.manage', row),
      addedAt: row.addedAt.toISOString(),
    })),
    next: rows.length > pageSize ? (page.at(-1)?.loginKey ?? null) : null,
  };
}

/** People outside a group who match a search and whom the actor may put into it. */
export async function findPeopleToAdd(
  actor: Actor,
  query: { readonly groupId: string; readonly search: string },
): Promise<readonly PersonToAdd[]> {
  actor.requirePerson('groups.manage');
  const db = getDatabase();
  const group = await findGroupById(db, actor.tenantId, query.groupId);
  if (!group) throw new AppError('groups.not_found');
  const rows = await findNonMembers(db, actor.tenantId, { ...query, take: suggestionCount });
  return rows
    .filter((row) => actor.mayActOn('groups.manage', row))
    .map(({ id, login, firstName, lastName }) => ({
      id,
      login,
      displayName: `${firstName} ${lastName}`.trim(),
    }));
}
