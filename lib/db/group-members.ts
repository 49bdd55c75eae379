import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import { Prisma } from './generated/client';
import { toPrefixQuery } from './word-search';

/** One page of a group's people. `after` is the compared login of the last row before. */
export interface MemberListQuery {
  readonly groupId: string;
  readonly search: string;
  readonly after: string | null;
  readonly take: number;
}

/** A person in, or for, a group. */
export interface MemberRow {
  readonly id: string;
  readonly login: string;
  readonly loginKey: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: 'OWNER' | 'ADMIN' | 'SUPPORT' | 'AUDITOR' | 'NONE';
}

/** One page of a group's people by login. Asks for one row more than the page holds. */
export async function listMembers(
  db: Transaction,
  tenantId: TenantId,
  query: MemberListQuery,
): Promise<readonly (MemberRow & { readonly addedAt: Date })[]> {
  const after = query.after === null ? Prisma.empty : Prisma.sql`AND u."loginKey" > ${query.after}`;
  return db.$queryRaw<(MemberRow & { addedAt: Date })[]>`
    SELECT ${memberColumns}, m."addedAt"
    FROM "GroupMember" m
    JOIN "User" u ON u."tenantId" = m."tenantId" AND u."id" = m."userId"
    WHERE m."tenantId" = ${tenantId}::uuid AND m."groupId" = ${query.groupId}::uuid
      ${searchCondition(query.search)} ${after}
    ORDER BY u."loginKey" LIMIT ${query.take + 1}`;
}

/** People outside a group who match a search, by login. */
export async function findNonMembers(
  db: Transaction,
  tenantId: TenantId,
  query: { readonly groupId: string; readonly search: string; readonly take: number },
): Promise<readonly MemberRow[]> {
  return db.$queryRaw<MemberRow[]>`
    SELECT ${memberColumns}
    FROM "User" u
    WHERE u."tenantId" = ${tenantId}::uuid AND u."selfTestId" IS NULL
      AND NOT EXISTS (SELECT 1 FROM "GroupMember" m WHERE m."tenantId" = u."tenantId"
        AND m."groupId" = ${query.groupId}::uuid AND m."userId" = u."id")
      ${searchCondition(query.search)}
    ORDER BY u."loginKey" LIMIT ${query.take}`;
}

/** The people of these ids. */
export async function findMemberCandidates(
  db: Transaction,
  tenantId: TenantId,
  userIds: readonly string[],
): Promise<readonly MemberRow[]> {
  return db.user.findMany({
    where: { tenantId, id: { in: [...userIds] } },
    orderBy: { loginKey: 'asc' },
    select: { id: true, login: true, loginKey: true, firstName: true, lastName: true, role: true },
  });
}

/** Those of these people who are in a group. */
export async function findMemberIds(
  db: Transaction,
  tenantId: TenantId,
  target: { readonly groupId: string; readonly userIds: readonly string[] },
): Promise<ReadonlySet<string>> {
  const rows = await db.groupMember.findMany({
    where: { tenantId, groupId: target.groupId, userId: { in: [...target.userIds] } },
    select: { userId: true },
  });
  return new Set(rows.map(({ userId }) => userId));
}

/** Puts people into a group; those who are in it stay as they are. */
export async function insertMembers(
  db: Transaction,
  tenantId: TenantId,
  target: { readonly groupId: string; readonly userIds: readonly string[] },
): Promise<void> {
  const { groupId, userIds } = target;
  await db.groupMember.createMany({
    data: userIds.map((userId) => ({ tenantId, groupId, userId })),
    skipDuplicates: true,
  });
}

/** Takes people out of a group. */
export async function deleteMembers(
  db: Transaction,
  tenantId: TenantId,
  target: { readonly groupId: string; readonly userIds: readonly string[] },
): Promise<void> {
  await db.groupMember.deleteMany({
    where: { tenantId, groupId: target.groupId, userId: { in: [...target.userIds] } },
  });
}

/** The columns of a {@link MemberRow}, of the person `u`. */
export const memberColumns = Prisma.sql`u."id"::text AS "id", u."login", u."loginKey", u."firstName",
  u."lastName", u."role"::text AS "role"`;

/** Limits people `u` to those of whom words begin like what was typed. */
export function searchCondition(search: string): Prisma.Sql {
  const words = toPrefixQuery(search);
  if (words === null) return Prisma.empty;
  return Prisma.sql`AND to_tsvector('simple', u."searchText") @@ to_tsquery('simple', ${words})`;
}
