/** People as an import sees them: e-mail, names and groups. */
import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import { Prisma } from './generated/client';
import { findableForms } from './users';

/** A person with groups, as lines of a file are compared with one. */
export type PersonToCompare = Awaited<ReturnType<typeof findPeopleByLoginKeys>>[number];

const columns = {
  id: true,
  login: true,
  loginKey: true,
  email: true,
  firstName: true,
  lastName: true,
  role: true,
  disabledAt: true,
  enrolledAt: true,
  invitedUntil: true,
  memberships: {
    orderBy: { group: { nameKey: 'asc' } },
    select: { group: { select: { id: true, name: true } } },
  },
} as const;

/** People by the compared forms of their logins. */
export async function findPeopleByLoginKeys(
  db: Transaction,
  tenantId: TenantId,
  loginKeys: readonly string[],
) {
  const where = { tenantId, loginKey: { in: [...loginKeys] } };
  return db.user.findMany({ where, select: columns });
}

/** People by id. */
export async function findPeopleByIds(
  db: Transaction,
  tenantId: TenantId,
  userIds: readonly string[],
): Promise<readonly PersonToCompare[]> {
  return db.user.findMany({ where: { tenantId, id: { in: [...userIds] } }, select: columns });
}

/** Locks people until the transaction ends, so that nobody changes them between look and write. */
export async function lockPeople(
  db: Transaction,
  tenantId: TenantId,
  userIds: readonly string[],
): Promise<void> {
  await db.$queryRaw`
    SELECT "id" FROM "User"
    WHERE "tenantId" = ${tenantId}::uuid AND "id" = ANY(${[...userIds]}::uuid[])
    ORDER BY "id" FOR UPDATE`;
}

/** Those of these groups that exist; locked against being deleted until the transaction ends. */
export async function lockGroups(
  db: Transaction,
  tenantId: TenantId,
  groupIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT "id"::text AS "id" FROM "Group"
    WHERE "tenantId" = ${tenantId}::uuid AND "id" = ANY(${[...groupIds]}::uuid[])
    ORDER BY "id" FOR SHARE`;
  return new Set(rows.map(({ id }) => id));
}

/** Logins of people whose login looks like one of these. */
export async function findLoginsBySkeletons(
  db: Transaction,
  tenantId: TenantId,
  skeletons: readonly string[],
) {
  return db.user.findMany({
    where: { tenantId, loginSkeleton: { in: [...skeletons] } },
    select: { loginKey: true, loginSkeleton: true },
  });
}

/** Changes e-mail address and names; the login stays. */
export async function updateImportedPerson(
  db: Transaction,
  tenantId: TenantId,
  person: {
    readonly id: string;
    readonly login: string;
    readonly email: string;
    readonly firstName: string;
    readonly lastName: string;
  },
): Promise<void> {
  const { id, login, email, firstName, lastName } = person;
  const { searchText, nameKey } = findableForms({ login, email, firstName, lastName });
  const data = { email, firstName, lastName, searchText, nameKey };
  await db.user.updateMany({ where: { tenantId, id }, data });
}

/** Makes the groups of a person exactly these. */
export async function replaceGroupsOfPerson(
  db: Transaction,
  tenantId: TenantId,
  person: { readonly userId: string; readonly groupIds: readonly string[] },
): Promise<void> {
  const { userId, groupIds } = person;
  const leaving = { groupId: { notIn: [...groupIds] } };
  await db.groupMember.deleteMany({ where: { tenantId, userId, ...leaving } });
  await db.groupMember.createMany({
    data: groupIds.map((groupId) => ({ tenantId, userId, groupId })),
    skipDuplicates: true,
  });
}

/** Puts a person into groups. */
export async function insertMembersOf(
  db: Transaction,
  tenantId: TenantId,
  person: { readonly userId: string; readonly groupIds: readonly string[] },
): Promise<void> {
  const { userId, groupIds } = person;
  await db.groupMember.createMany({
    data: groupIds.map((groupId) => ({ tenantId, userId, groupId })),
  });
}

const uninvited = Prisma.sql`
  FROM "UserImportLine" l
  JOIN "User" u ON u."tenantId" = l."tenantId" AND u."id" = l."userId"
  WHERE l."outcome" = 'CREATE' AND l."progress" = 'APPLIED'
    AND u."enrolledAt" IS NULL AND u."disabledAt" IS NULL`;

/** How many people an import created who have neither a passkey nor an open invitation. */
export async function countUninvited(
  db: Transaction,
  tenantId: TenantId,
  importId: string,
  now: Date,
): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" ${uninvited}
      AND l."tenantId" = ${tenantId}::uuid AND l."importId" = ${importId}::uuid
      AND (u."invitedUntil" IS NULL OR u."invitedUntil" <= ${now})`;
  return row?.count ?? 0;
}

/** The next of them after a line, in the order of the file. */
export async function findUninvited(
  db: Transaction,
  tenantId: TenantId,
  query: {
    readonly importId: string;
    readonly after: number;
    readonly now: Date;
    readonly take: number;
  },
): Promise<readonly { readonly userId: string; readonly line: number }[]> {
  return db.$queryRaw<{ userId: string; line: number }[]>`
    SELECT u."id"::text AS "userId", l."line" ${uninvited}
      AND l."tenantId" = ${tenantId}::uuid AND l."importId" = ${query.importId}::uuid
      AND l."line" > ${query.after}
      AND (u."invitedUntil" IS NULL OR u."invitedUntil" <= ${query.now})
    ORDER BY l."line" LIMIT ${query.take}`;
}
