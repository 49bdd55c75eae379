import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import { Prisma } from './generated/client';

/** One page of groups. `after` is the cursor of the last row of the page before. */
export interface GroupListQuery {
  /** Compared form of what was typed. */
  readonly searchKey: string;
  readonly sort: 'name' | 'members' | 'created';
  readonly after: GroupCursor | null;
  readonly take: number;
}

/** Where a page of groups ended: enough to continue in any order. */
export interface GroupCursor {
  readonly id: string;
  readonly nameKey: string;
  readonly memberCount: number;
}

/** What makes a group. `nameKey` is `toGroupKey(name)`. */
export interface NewGroup {
  readonly name: string;
  readonly nameKey: string;
  readonly description: string;
}

/** A row of the list of groups. */
export interface GroupListRow extends NewGroup {
  readonly id: string;
  readonly createdAt: Date;
  readonly memberCount: number;
}

const select = {
  id: true,
  name: true,
  description: true,
  createdAt: true,
  _count: { select: { members: true } },
} as const;

/** Creates a group; returns its id. A taken name breaks the unique index (P2002). */
export async function insertGroup(
  db: Transaction,
  tenantId: TenantId,
  group: NewGroup,
): Promise<string> {
  return (await db.group.create({ data: { tenantId, ...group }, select: { id: true } })).id;
}

/** Changes a group. A taken name breaks the unique index (P2002). */
export async function updateGroup(
  db: Transaction,
  tenantId: TenantId,
  groupId: string,
  group: NewGroup,
): Promise<void> {
  await db.group.updateMany({ where: { tenantId, id: groupId }, data: group });
}

/** Deletes a group; its people stay. */
export async function deleteGroupRow(
  db: Transaction,
  tenantId: TenantId,
  groupId: string,
): Promise<void> {
  await db.group.deleteMany({ where: { tenantId, id: groupId } });
}

/** A group with the number of its people. */
export async function findGroupById(db: Transaction, tenantId: TenantId, groupId: string) {
  const row = await db.group.findFirst({ where: { tenantId, id: groupId }, select });
  if (!row) return null;
  const { _count, ...group } = row;
  return { ...group, memberCount: _count.members };
}

/** Groups by the compared form of their names. */
export async function findGroupsByKeys(
  db: Transaction,
  tenantId: TenantId,
  nameKeys: readonly string[],
) {
  return db.group.findMany({
    where: { tenantId, nameKey: { in: [...nameKeys] } },
    select: { id: true, name: true, nameKey: true },
  });
}

/**
 * Groups with what they are used for, and locked until the transaction ends, so that nobody uses them
 * for more between look and deletion.
 */
export async function lockGroupsWithUse(
  db: Transaction,
  tenantId: TenantId,
  groupIds: readonly string[],
) {
  await db.$queryRaw`
    SELECT "id" FROM "Group"
    WHERE "tenantId" = ${tenantId}::uuid AND "id" = ANY(${[...groupIds]}::uuid[])
    ORDER BY "id" FOR UPDATE`;
  const rows = await db.group.findMany({
    where: { tenantId, id: { in: [...groupIds] } },
    orderBy: { nameKey: 'asc' },
    select: { ...select, _count: { select: { members: true, applicationGrants: true } } },
  });
  return rows.map(({ _count, ...group }) => ({
    ...group,
    memberCount: _count.members,
    applicationCount: _count.applicationGrants,
  }));
}

/** The names of those of these groups that are there, by id. */
export async function findGroupNames(
  db: Transaction,
  tenantId: TenantId,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const where = { tenantId, id: { in: [...groupIds] } };
  const rows = await db.group.findMany({ where, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Every group by name, for choosing one; at most `take`. */
export async function listGroupNames(db: Transaction, tenantId: TenantId, take: number) {
  return db.group.findMany({
    where: { tenantId },
    orderBy: { nameKey: 'asc' },
    take,
    select: { id: true, name: true },
  });
}

/** The groups of a person, by name. */
export async function listGroupsOfUser(db: Transaction, tenantId: TenantId, userId: string) {
  const rows = await db.groupMember.findMany({
    where: { tenantId, userId },
    orderBy: { group: { nameKey: 'asc' } },
    select: { group: { select: { id: true, name: true } } },
  });
  return rows.map(({ group }) => group);
}

/** One page of the groups with the number of their people. Asks for one row more than the page. */
export async function listGroups(
  db: Transaction,
  tenantId: TenantId,
  query: GroupListQuery,
): Promise<readonly GroupListRow[]> {
  const contains = `%${query.searchKey.replace(/[\\%_]/gu, String.raw`\$&`)}%`;
  return db.$queryRaw<GroupListRow[]>`
    SELECT * FROM (
      SELECT g."id"::text AS "id", g."name", g."nameKey", g."description", g."createdAt",
        (SELECT count(*)::int FROM "GroupMember" m
          WHERE m."tenantId" = g."tenantId" AND m."groupId" = g."id") AS "memberCount"
      FROM "Group" g
      WHERE g."tenantId" = ${tenantId}::uuid
        AND (g."nameKey" LIKE ${contains} OR g."description" ILIKE ${contains})
    ) AS listed
    WHERE ${pageCondition(query)}
    ORDER BY ${orders[query.sort]}
    LIMIT ${query.take + 1}`;
}

const orders = {
  name: Prisma.sql`"nameKey"`,
  members: Prisma.sql`"memberCount" DESC, "nameKey"`,
  created: Prisma.sql`"id" DESC`,
};

function pageCondition({ sort, after }: GroupListQuery): Prisma.Sql {
  if (after === null) return Prisma.sql`TRUE`;
  if (sort === 'name') return Prisma.sql`"nameKey" > ${after.nameKey}`;
  if (sort === 'created') return Prisma.sql`"id" < ${after.id}`;
  return Prisma.sql`("memberCount" < ${after.memberCount}
    OR ("memberCount" = ${after.memberCount} AND "nameKey" > ${after.nameKey}))`;
}
