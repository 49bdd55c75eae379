/** Who may open an application, and through what. Every question is answered by indexes. */
import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import { Prisma } from './generated/client';

/** Whether a person may open an application: everybody may, or the person or a group is chosen. */
export async function mayOpenApplication(
  db: Transaction,
  tenantId: TenantId,
  target: { readonly applicationId: string; readonly userId: string },
): Promise<boolean> {
  const { applicationId, userId } = target;
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "Application" a
    WHERE a."tenantId" = ${tenantId}::uuid AND a."id" = ${applicationId}::uuid
      AND (a."access" = 'EVERYONE' OR ${isGranted({ applicationId, tenantId }, Prisma.sql`${userId}::uuid`)})`;
  return rows.length > 0;
}

/** What gives a person access, whether or not everybody has it. */
export interface GrantsOfPerson {
  readonly userId: string;
  readonly isChosen: boolean;
  /** Names of the chosen groups the person is in. */
  readonly groups: readonly string[];
}

/** What gives each of some people access to an application. */
export async function listGrantsOfPeople(
  db: Transaction,
  tenantId: TenantId,
  target: { readonly applicationId: string; readonly userIds: readonly string[] },
): Promise<readonly GrantsOfPerson[]> {
  const { applicationId, userIds } = target;
  const ids = Prisma.sql`${[...userIds]}::uuid[]`;
  return db.$queryRaw<GrantsOfPerson[]>`
    SELECT p."userId"::text AS "userId",
      EXISTS (SELECT 1 FROM "ApplicationUser" a WHERE a."tenantId" = ${tenantId}::uuid
        AND a."applicationId" = ${applicationId}::uuid AND a."userId" = p."userId") AS "isChosen",
      ARRAY(SELECT g."name" FROM "GroupMember" m
        JOIN "ApplicationGroup" a ON a."tenantId" = m."tenantId" AND a."groupId" = m."groupId"
          AND a."applicationId" = ${applicationId}::uuid
        JOIN "Group" g ON g."tenantId" = m."tenantId" AND g."id" = m."groupId"
        WHERE m."tenantId" = ${tenantId}::uuid AND m."userId" = p."userId"
        ORDER BY g."nameKey") AS "groups"
    FROM unnest(${ids}) AS p("userId")`;
}

/** The applications a group gives, by name. */
export async function listApplicationsOfGroup(
  db: Transaction,
  tenantId: TenantId,
  groupId: string,
) {
  const rows = await db.applicationGroup.findMany({
    where: { tenantId, groupId },
    orderBy: [{ application: { name: 'asc' } }, { applicationId: 'asc' }],
    take: 200,
    select: { application: { select: { id: true, name: true, enabled: true, access: true } } },
  });
  return rows.map(({ application }) => application);
}

/** How many people, and whether more were not looked at. */
export interface BoundedCount {
  readonly count: number;
  readonly isCut: boolean;
}

/** Grants that are to be taken away. */
export interface GrantIds {
  readonly groupIds: readonly string[];
  readonly userIds: readonly string[];
}

/**
 * How many enabled people are chosen, themselves or with a group. Looks at `limit` people chosen and
 * at `limit` members at most, so it costs the same for a group of everybody.
 */
export async function countChosenPeople(
  db: Transaction,
  tenantId: TenantId,
  query: ChosenPeopleQuery,
): Promise<BoundedCount> {
  return first(await db.$queryRaw<BoundedCount[]>(chosenPeopleSql(tenantId, query)));
}

/** Of which application, and how many are looked at. */
export interface ChosenPeopleQuery {
  readonly applicationId: string;
  readonly limit: number;
}

/** The statement of {@link countChosenPeople}; the tests look at its plan. */
export function chosenPeopleSql(
  tenantId: TenantId,
  { applicationId, limit }: ChosenPeopleQuery,
): Prisma.Sql {
  return Prisma.sql`
    WITH "people" AS MATERIALIZED (
      SELECT "userId" FROM "ApplicationUser" WHERE "tenantId" = ${tenantId}::uuid
        AND "applicationId" = ${applicationId}::uuid LIMIT ${limit + 1}
    ), "members" AS MATERIALIZED (
      SELECT m."userId" FROM "ApplicationGroup" a, LATERAL (
        SELECT m."userId" FROM "GroupMember" m WHERE m."tenantId" = ${tenantId}::uuid
          AND m."groupId" = a."groupId" ORDER BY m."userId" LIMIT ${limit + 1}
      ) AS m
      WHERE a."tenantId" = ${tenantId}::uuid AND a."applicationId" = ${applicationId}::uuid
      LIMIT ${limit + 1}
    )
    SELECT count(*) FILTER (WHERE ${isEnabled(tenantId)})::int AS "count",
      (SELECT count(*) FROM "people") > ${limit}
        OR (SELECT count(*) FROM "members") > ${limit} AS "isCut"
    FROM (SELECT "userId" FROM "people" UNION SELECT "userId" FROM "members") AS p`;
}

/**
 * How many enabled people would have no access to an application any more without these grants. Looks
 * at `limit` members of the groups at most.
 */
export async function countPeopleLosing(
  db: Transaction,
  tenantId: TenantId,
  query: ChosenPeopleQuery & GrantIds,
): Promise<BoundedCount> {
  return first(await db.$queryRaw<BoundedCount[]>(peopleLosingSql(tenantId, query)));
}

/** The statement of {@link countPeopleLosing}; the tests look at its plan. */
export function peopleLosingSql(
  tenantId: TenantId,
  query: ChosenPeopleQuery & GrantIds,
): Prisma.Sql {
  const { applicationId, limit } = query;
  const groupIds = Prisma.sql`${[...query.groupIds]}::uuid[]`;
  const userIds = Prisma.sql`${[...query.userIds]}::uuid[]`;
  const without = {
    users: Prisma.sql`AND a."userId" <> ALL(${userIds})`,
    groups: Prisma.sql`AND a."groupId" <> ALL(${groupIds})`,
  };
  const person = Prisma.sql`p."userId"`;
  return Prisma.sql`
    WITH "members" AS MATERIALIZED (
      SELECT m."userId" FROM "ApplicationGroup" a, LATERAL (
        SELECT m."userId" FROM "GroupMember" m WHERE m."tenantId" = ${tenantId}::uuid
          AND m."groupId" = a."groupId" ORDER BY m."userId" LIMIT ${limit + 1}
      ) AS m
      WHERE a."tenantId" = ${tenantId}::uuid AND a."applicationId" = ${applicationId}::uuid
        AND a."groupId" = ANY(${groupIds})
      LIMIT ${limit + 1}
    ), "concerned" AS (
      SELECT "userId" FROM "members" UNION
      SELECT a."userId" FROM "ApplicationUser" a WHERE a."tenantId" = ${tenantId}::uuid
        AND a."applicationId" = ${applicationId}::uuid AND a."userId" = ANY(${userIds})
    )
    SELECT count(*) FILTER (WHERE ${isEnabled(tenantId)}
        AND NOT ${isGranted({ applicationId, tenantId, without }, person)})::int AS "count",
      (SELECT count(*) FROM "members") > ${limit} AS "isCut"
    FROM "concerned" AS p`;
}

/** Whether the person `p` is enabled; asked one by one, so that no plan reads everybody. */
function isEnabled(tenantId: TenantId): Prisma.Sql {
  return Prisma.sql`(SELECT u."disabledAt" IS NULL FROM "User" u
    WHERE u."tenantId" = ${tenantId}::uuid AND u."id" = p."userId")`;
}

/** Which grants count. */
export interface GrantedWhere {
  readonly tenantId: TenantId;
  readonly applicationId: string;
  /** Further conditions on the grants that count. */
  readonly without?: { readonly users: Prisma.Sql; readonly groups: Prisma.Sql };
}

/**
 * Whether a person is chosen, alone or with a group; asked one by one for the same reason: an EXISTS
 * behind an OR may be answered by hashing every member there is.
 */
export function isGranted(where: GrantedWhere, person: Prisma.Sql): Prisma.Sql {
  const { tenantId, applicationId, without } = where;
  return Prisma.sql`((SELECT 1 FROM "ApplicationUser" a WHERE a."tenantId" = ${tenantId}::uuid
      AND a."applicationId" = ${applicationId}::uuid AND a."userId" = ${person}
      ${without?.users ?? Prisma.empty} LIMIT 1) IS NOT NULL
    OR (SELECT 1 FROM "GroupMember" m JOIN "ApplicationGroup" a
      ON a."tenantId" = m."tenantId" AND a."groupId" = m."groupId"
      AND a."applicationId" = ${applicationId}::uuid ${without?.groups ?? Prisma.empty}
      WHERE m."tenantId" = ${tenantId}::uuid AND m."userId" = ${person} LIMIT 1) IS NOT NULL)`;
}

function first(rows: readonly BoundedCount[]): BoundedCount {
  return rows[0] ?? { count: 0, isCut: false };
}
