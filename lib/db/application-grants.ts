/** The groups and people an application is open to, when it is not open to everybody. */
import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { GrantIds } from './application-access';
import type { Transaction } from './database';
import { Prisma, type ApplicationAccess } from './generated/client';
import { memberColumns, searchCondition, type MemberRow } from './group-members';

/** A group or its name. */
interface GroupRow {
  readonly id: string;
  readonly name: string;
}

/** Opens an application to everybody or to the chosen only. */
export async function setApplicationAccess(
  db: Transaction,
  tenantId: TenantId,
  change: { readonly id: string; readonly access: ApplicationAccess },
): Promise<void> {
  const { id, access } = change;
  await db.application.updateMany({ where: { tenantId, id }, data: { access } });
}

/** The chosen groups by name; at most `take`. */
export async function listGrantedGroups(
  db: Transaction,
  tenantId: TenantId,
  query: { readonly applicationId: string; readonly take: number },
) {
  const { applicationId, take } = query;
  const rows = await db.applicationGroup.findMany({
    where: { tenantId, applicationId },
    orderBy: { group: { nameKey: 'asc' } },
    take,
    select: { addedAt: true, group: { select: { id: true, name: true } } },
  });
  return rows.map(({ addedAt, group }) => ({ ...group, addedAt }));
}

/** One page of the chosen people by login. Asks for one row more than the page holds. */
export async function listGrantedPeople(
  db: Transaction,
  tenantId: TenantId,
  query: {
    readonly applicationId: string;
    readonly search: string;
    /** The compared login of the last row before. */
    readonly after: string | null;
    readonly take: number;
  },
): Promise<readonly (MemberRow & { readonly addedAt: Date })[]> {
  const after = query.after === null ? Prisma.empty : Prisma.sql`AND u."loginKey" > ${query.after}`;
  return db.$queryRaw<(MemberRow & { addedAt: Date })[]>`
    SELECT ${memberColumns}, a."addedAt"
    FROM "ApplicationUser" a
    JOIN "User" u ON u."tenantId" = a."tenantId" AND u."id" = a."userId"
    WHERE a."tenantId" = ${tenantId}::uuid AND a."applicationId" = ${query.applicationId}::uuid
      ${searchCondition(query.search)} ${after}
    ORDER BY u."loginKey" LIMIT ${query.take + 1}`;
}

/** How many groups and people are chosen, counted no further than `limit`. */
export async function countGrants(
  db: Transaction,
  tenantId: TenantId,
  query: { readonly applicationId: string; readonly limit: number },
): Promise<{ readonly groups: number; readonly people: number }> {
  const of = Prisma.sql`"tenantId" = ${tenantId}::uuid
    AND "applicationId" = ${query.applicationId}::uuid LIMIT ${query.limit}`;
  const [row] = await db.$queryRaw<{ groups: number; people: number }[]>`
    SELECT (SELECT count(*) FROM (SELECT 1 FROM "ApplicationGroup" WHERE ${of}) AS g)::int AS "groups",
      (SELECT count(*) FROM (SELECT 1 FROM "ApplicationUser" WHERE ${of}) AS p)::int AS "people"`;
  return row ?? { groups: 0, people: 0 };
}

/** Groups that are not chosen and whose name contains what was typed. */
export async function findGroupsToGrant(
  db: Transaction,
  tenantId: TenantId,
  query: { readonly applicationId: string; readonly searchKey: string; readonly take: number },
): Promise<readonly GroupRow[]> {
  return db.group.findMany({
    where: {
      tenantId,
      nameKey: { contains: query.searchKey.replace(/[\\%_]/gu, String.raw`\$&`) },
      applicationGrants: { none: { applicationId: query.applicationId } },
    },
    orderBy: { nameKey: 'asc' },
    take: query.take,
    select: { id: true, name: true },
  });
}

/** People who match a search, by login; with an application, those who are not chosen for it. */
export async function findPeopleByWords(
  db: Transaction,
  tenantId: TenantId,
  query: {
    readonly search: string;
    readonly notChosenFor: string | null;
    readonly take: number;
  },
): Promise<readonly (MemberRow & { readonly disabledAt: Date | null })[]> {
  const isNotChosen =
    query.notChosenFor === null
      ? Prisma.empty
      : Prisma.sql`AND NOT EXISTS (SELECT 1 FROM "ApplicationUser" a
          WHERE a."tenantId" = u."tenantId" AND a."applicationId" = ${query.notChosenFor}::uuid
          AND a."userId" = u."id")`;
  return db.$queryRaw<(MemberRow & { disabledAt: Date | null })[]>`
    SELECT ${memberColumns}, u."disabledAt" FROM "User" u
    WHERE u."tenantId" = ${tenantId}::uuid AND u."selfTestId" IS NULL
      ${isNotChosen} ${searchCondition(query.search)}
    ORDER BY u."loginKey" LIMIT ${query.take}`;
}

/** The groups of these ids, by name. */
export async function findGroupsByIds(
  db: Transaction,
  tenantId: TenantId,
  groupIds: readonly string[],
): Promise<readonly GroupRow[]> {
  return db.group.findMany({
    where: { tenantId, id: { in: [...groupIds] } },
    orderBy: { nameKey: 'asc' },
    select: { id: true, name: true },
  });
}

/** Those of these groups and people that are chosen. */
export async function findGrants(
  db: Transaction,
  tenantId: TenantId,
  target: GrantIds & { readonly applicationId: string },
): Promise<{ readonly groupIds: ReadonlySet<string>; readonly userIds: ReadonlySet<string> }> {
  const of = { tenantId, applicationId: target.applicationId };
  const groups = await db.applicationGroup.findMany({
    where: { ...of, groupId: { in: [...target.groupIds] } },
    select: { groupId: true },
  });
  const users = await db.applicationUser.findMany({
    where: { ...of, userId: { in: [...target.userIds] } },
    select: { userId: true },
  });
  return {
    groupIds: new Set(groups.map(({ groupId }) => groupId)),
    userIds: new Set(users.map(({ userId }) => userId)),
  };
}

/** Chooses groups and people; those who are chosen already stay as they are. */
export async function insertGrants(
  db: Transaction,
  tenantId: TenantId,
  target: GrantIds & { readonly applicationId: string },
): Promise<void> {
  const of = { tenantId, applicationId: target.applicationId };
  await db.applicationGroup.createMany({
    data: target.groupIds.map((groupId) => ({ ...of, groupId })),
    skipDuplicates: true,
  });
  await db.applicationUser.createMany({
    data: target.userIds.map((userId) => ({ ...of, userId })),
    skipDuplicates: true,
  });
}

/** Takes groups and people out of the choice. */
export async function deleteGrants(
  db: Transaction,
  tenantId: TenantId,
  target: GrantIds & { readonly applicationId: string },
): Promise<void> {
  const of = { tenantId, applicationId: target.applicationId };
  await db.applicationGroup.deleteMany({ where: { ...of, groupId: { in: [...target.groupIds] } } });
  await db.applicationUser.deleteMany({ where: { ...of, userId: { in: [...target.userIds] } } });
}
