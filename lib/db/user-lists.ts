import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import { Prisma, type Role } from './generated/client';
import { toPrefixQuery, toSearchText } from './word-search';

/** What the list may be limited to; null limits nothing. */
export interface UserListFilters {
  /** As typed; every word must begin a word of login, e-mail address or name. */
  readonly search: string;
  readonly state: 'enrolled' | 'invited' | 'not_enrolled' | 'disabled' | null;
  readonly role: Role | null;
  readonly lastSignIn: LastSignInFilter | null;
  /** Only people of this group. */
  readonly groupId?: string | null;
  readonly now: Date;
}

/** Signed in since a moment, not since a moment (but once), or never. */
export type LastSignInFilter =
  { readonly since: Date } | { readonly notSince: Date } | { readonly never: true };

/** What people are sorted by; ties, which only names and times have, by id. */
export type UserSort = 'login' | 'name' | 'last_sign_in' | 'created';

/** The place of a row in the order: its sort value (for a time ISO 8601, or empty for never) and id. */
export interface UserCursor {
  readonly value: string;
  readonly id: string;
}

/** One page of the list of people. */
export interface UserListQuery extends UserListFilters {
  readonly sort: UserSort;
  readonly descending: boolean;
  /** The rows after this place, or before it; null begins at the beginning. */
  readonly from: { readonly cursor: UserCursor; readonly direction: 'after' | 'before' } | null;
  readonly take: number;
}

/** A row of the list. */
export interface UserListRow {
  readonly id: string;
  readonly login: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: Role;
  readonly disabledAt: Date | null;
  readonly enrolledAt: Date | null;
  readonly invitedUntil: Date | null;
  readonly lastSignInAt: Date | null;
  readonly createdAt: Date;
  readonly loginKey: string;
  readonly nameKey: string;
}

/** One page of people in the wanted order. Reads one row more than the page holds. */
export async function listUsers(
  db: Transaction,
  tenantId: TenantId,
  query: UserListQuery,
): Promise<readonly UserListRow[]> {
  const rows = await db.$queryRaw<UserListRow[]>(userListSql(tenantId, query));
  return query.from?.direction === 'before' ? rows.toReversed() : rows;
}

/** How many people the filters leave, counted no further than `limit`. */
export async function countUsers(
  db: Transaction,
  tenantId: TenantId,
  query: { readonly filters: UserListFilters; readonly limit: number },
): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>(userCountSql(tenantId, query));
  return row?.count ?? 0;
}

/** The statement of {@link listUsers}; the tests look at its plan. */
export function userListSql(tenantId: TenantId, query: UserListQuery): Prisma.Sql {
  const isBackwards = query.from?.direction === 'before';
  const direction = query.descending === isBackwards ? Prisma.raw('ASC') : Prisma.raw('DESC');
  const conditions = [...conditionsOf(tenantId, query), ...cursorCondition(query)];
  return Prisma.sql`
    SELECT "id"::text AS "id", "login", "firstName", "lastName", "role", "disabledAt", "enrolledAt",
      "invitedUntil", "lastSignInAt", "createdAt", "loginKey", "nameKey"
    FROM "User" WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY ${sortKeys[query.sort]} ${direction}, "User"."id" ${direction}
    LIMIT ${query.take + 1}`;
}

/** The statement of {@link countUsers}; the tests look at its plan. */
export function userCountSql(
  tenantId: TenantId,
  query: { readonly filters: UserListFilters; readonly limit: number },
): Prisma.Sql {
  return Prisma.sql`SELECT count(*)::int AS "count" FROM (
    SELECT 1 FROM "User" WHERE ${Prisma.join(conditionsOf(tenantId, query.filters), ' AND ')}
    LIMIT ${query.limit}) AS "few"`;
}

/** Each has an index that begins with the tenant; times that are missing come before all others. */
const sortKeys: Record<UserSort, Prisma.Sql> = {
  login: Prisma.sql`"User"."loginKey"`,
  name: Prisma.sql`"User"."nameKey"`,
  last_sign_in: Prisma.sql`COALESCE("User"."lastSignInAt", '-infinity'::timestamptz)`,
  created: Prisma.sql`"User"."id"`,
};

function conditionsOf(tenantId: TenantId, filters: UserListFilters): Prisma.Sql[] {
  return [
    Prisma.sql`"User"."tenantId" = ${tenantId}::uuid`,
    // People a self-test invented, for the seconds it takes.
    Prisma.sql`"User"."selfTestId" IS NULL`,
    ...searchCondition(filters.search),
    ...stateCondition(filters),
    ...(filters.role === null ? [] : [Prisma.sql`"User"."role" = ${filters.role}::"Role"`]),
    ...lastSignInCondition(filters.lastSignIn),
    ...groupCondition(filters.groupId ?? null),
  ];
}

function groupCondition(groupId: string | null): Prisma.Sql[] {
  if (groupId === null) return [];
  return [
    Prisma.sql`EXISTS (SELECT 1 FROM "GroupMember" m WHERE m."tenantId" = "User"."tenantId"
      AND m."groupId" = ${groupId}::uuid AND m."userId" = "User"."id")`,
  ];
}

/**
 * Every word must begin a word of the person. What stands behind the `@` of an address is compared
 * with the rows that the words before it have left: nearly everybody has it, so looking it up in
 * the index would read the whole index.
 */
function searchCondition(search: string): Prisma.Sql[] {
  if (search === '') return [];
  const addresses = search.split(/\s+/u).map((part) => part.split('@'));
  const hasLocalParts = addresses.every(([local = '']) => toPrefixQuery(local) !== null);
  const words = toPrefixQuery(hasLocalParts ? addresses.map(([local]) => local).join(' ') : search);
  // Nothing but punctuation was typed: it begins no word.
  if (words === null) return [Prisma.sql`FALSE`];
  const domains = hasLocalParts ? addresses.flatMap(([, ...domain]) => domain) : [];
  return [
    Prisma.sql`to_tsvector('simple', "User"."searchText") @@ to_tsquery('simple', ${words})`,
    ...toSearchText(...domains)
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => Prisma.sql`(' ' || "User"."searchText") LIKE ${`% ${word}%`}`),
  ];
}

function stateCondition({ state, now }: UserListFilters): Prisma.Sql[] {
  if (state === null) return [];
  if (state === 'disabled') return [Prisma.sql`"User"."disabledAt" IS NOT NULL`];
  const isEnabled = Prisma.sql`"User"."disabledAt" IS NULL`;
  if (state === 'enrolled') return [isEnabled, Prisma.sql`"User"."enrolledAt" IS NOT NULL`];
  const invited =
    state === 'invited'
      ? Prisma.sql`"User"."invitedUntil" > ${now}::timestamptz`
      : Prisma.sql`("User"."invitedUntil" IS NULL OR "User"."invitedUntil" <= ${now}::timestamptz)`;
  return [isEnabled, Prisma.sql`"User"."enrolledAt" IS NULL`, invited];
}

function lastSignInCondition(filter: LastSignInFilter | null): Prisma.Sql[] {
  if (filter === null) return [];
  const lastSignIn = sortKeys.last_sign_in;
  if ('since' in filter) return [Prisma.sql`${lastSignIn} >= ${filter.since}::timestamptz`];
  const never = Prisma.sql`${lastSignIn} = '-infinity'::timestamptz`;
  if ('never' in filter) return [never];
  return [
    Prisma.sql`${lastSignIn} < ${filter.notSince}::timestamptz`,
    Prisma.sql`${lastSignIn} > '-infinity'::timestamptz`,
  ];
}

function cursorCondition({ from, descending, sort }: UserListQuery): Prisma.Sql[] {
  if (from === null) return [];
  const { cursor, direction } = from;
  const isForwards = descending === (direction === 'before');
  const compare = Prisma.raw(isForwards ? '>' : '<');
  const id = Prisma.sql`${cursor.id}::uuid`;
  if (sort === 'created') return [Prisma.sql`"User"."id" ${compare} ${id}`];
  const value =
    sort === 'last_sign_in'
      ? Prisma.sql`${cursor.value === '' ? '-infinity' : cursor.value}::timestamptz`
      : Prisma.sql`${cursor.value}`;
  return [Prisma.sql`(${sortKeys[sort]}, "User"."id") ${compare} (${value}, ${id})`];
}
