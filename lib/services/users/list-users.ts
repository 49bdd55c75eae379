import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import {
  countUsers,
  listUsers as listUserRows,
  type UserListRow,
  type UserSort,
} from '@/lib/db/user-lists';
import {
  countLimit,
  toLastSignIn,
  type UserListFilter,
  type UserPage,
  type UserPlace,
} from '@/lib/schemas/user-lists';
import { toUserState } from '@/lib/schemas/user-summaries';
import type { UserSummary } from '@/lib/schemas/users';

const pageSize = 50;

/** One page of the people of a tenant. A page before the first whole one is the first page. */
export async function listUsers(
  actor: Actor,
  filter: UserListFilter,
  now = new Date(),
): Promise<UserPage> {
  actor.requirePerson('users.read');
  const db = getDatabase();
  const { tenantId } = actor;
  const sort = filter.sort.replace('-', '') as UserSort;
  const filters = {
    search: filter.q,
    state: filter.state,
    role: filter.role,
    groupId: filter.group,
    lastSignIn: toLastSignIn(filter.signedIn, now),
    now,
  };
  const query = { ...filters, sort, descending: filter.sort.startsWith('-'), take: pageSize };
  const from = fromOf(filter);
  let rows = await listUserRows(db, tenantId, { ...query, from });
  const isShortOfBeginning = from?.direction === 'before' && rows.length <= pageSize;
  if (isShortOfBeginning) rows = await listUserRows(db, tenantId, { ...query, from: null });
  const page = cutPage(rows, isShortOfBeginning ? null : from);
  const isEverybody = !page.hasBefore && !page.hasAfter;
  const count = isEverybody
    ? rows.length
    : await countUsers(db, tenantId, { filters, limit: countLimit + 1 });
  const place = (row: UserListRow | undefined) => (row ? placeOf(row, sort) : null);
  return {
    users: page.rows.map((row) => toSummary(actor, row, now)),
    before: page.hasBefore ? place(page.rows[0]) : null,
    after: page.hasAfter ? place(page.rows.at(-1)) : null,
    count,
  };
}

type From = { readonly cursor: UserPlace; readonly direction: 'after' | 'before' } | null;

function fromOf({ after, before }: UserListFilter): From {
  if (after) return { cursor: after, direction: 'after' };
  return before && { cursor: before, direction: 'before' };
}

/** Takes the one row too many away, at the end that was read last. */
function cutPage(rows: readonly UserListRow[], from: From) {
  const hasMore = rows.length > pageSize;
  if (from?.direction === 'before') {
    return { rows: hasMore ? rows.slice(1) : rows, hasBefore: hasMore, hasAfter: true };
  }
  return { rows: rows.slice(0, pageSize), hasBefore: from !== null, hasAfter: hasMore };
}

function placeOf(row: UserListRow, sort: UserSort): UserPlace {
  const values: Record<UserSort, string> = {
    login: row.loginKey,
    name: row.nameKey,
    last_sign_in: row.lastSignInAt?.toISOString() ?? '',
    created: '',
  };
  return { value: values[sort], id: row.id };
}

function toSummary(actor: Actor, row: UserListRow, now: Date): UserSummary {
  return {
    id: row.id,
    login: row.login,
    displayName: `${row.firstName} ${row.lastName}`.trim(),
    role: row.role,
    state: toUserState({
      disabledAt: row.disabledAt,
      isEnrolled: row.enrolledAt !== null,
      hasOpenInvitation: row.invitedUntil !== null && row.invitedUntil > now,
    }),
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    isWithinReach: actor.mayActOn('users.read', row),
  };
}
