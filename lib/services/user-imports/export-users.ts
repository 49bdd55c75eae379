import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { findPeopleByIds, type PersonToCompare } from '@/lib/db/imported-people';
import { getTenantById } from '@/lib/db/tenants';
import { listUsers, type UserListRow } from '@/lib/db/user-lists';
import { toLastSignIn, type UserListFilter } from '@/lib/schemas/user-lists';
import { toUserState } from '@/lib/schemas/user-summaries';
import { byteOrderMark, toCsv } from '@/lib/shared/write-csv';
import { escapeFormula } from '@/lib/shared/formula-text';

const peopleAtOnce = 500;

const columns = [
  ...['login', 'email', 'first name', 'last name', 'groups'],
  ...['role', 'state', 'last sign-in', 'created'],
];

/**
 * The people of a list as CSV, piece by piece, so that any number of them takes little memory. The
 * first five columns import again unchanged; the others are for reading. Audited before the first
 * piece. Nothing in it is taken for a formula (attacks.md G11).
 */
export async function exportUsers(
  actor: Actor,
  filter: UserListFilter,
): Promise<AsyncGenerator<string>> {
  actor.requirePerson('users.export');
  const tenant = await getTenantById(getDatabase(), actor.tenantId);
  await inTransaction(async (tx) => {
    const target = { type: 'tenant', id: tenant.id, label: tenant.name };
    await recordAudit(tx, actor, 'users.exported', target, toChanges(filter));
  });
  return writePeople(actor, filter, new Date());
}

async function* writePeople(
  actor: Actor,
  filter: UserListFilter,
  now: Date,
): AsyncGenerator<string> {
  const db = getDatabase();
  const { tenantId } = actor;
  const filters = {
    search: filter.q,
    state: filter.state,
    role: filter.role,
    groupId: filter.group,
    lastSignIn: toLastSignIn(filter.signedIn, now),
    now,
  };
  yield byteOrderMark + toCsv([columns]);
  for (let last: UserListRow | undefined, isLast = false; !isLast;) {
    const cursor = last && { value: last.loginKey, id: last.id };
    const from = cursor ? { cursor, direction: 'after' as const } : null;
    const page = { sort: 'login' as const, descending: false, from, take: peopleAtOnce };
    const rows = (await listUsers(db, tenantId, { ...filters, ...page })).slice(0, peopleAtOnce);
    const found = await findPeopleByIds(
      db,
      tenantId,
      rows.map(({ id }) => id),
    );
    const people = new Map(found.map((person) => [person.id, person]));
    yield toCsv(rows.flatMap((row) => toRow(row, people.get(row.id), now)));
    last = rows.at(-1);
    isLast = rows.length < peopleAtOnce;
  }
}

/** Nobody is written who was deleted between the two looks. */
function toRow(row: UserListRow, person: PersonToCompare | undefined, now: Date): string[][] {
  if (!person) return [];
  const groups = person.memberships.map(({ group }) => escapeFormula(group.name)).join('; ');
  const state = toUserState({
    disabledAt: row.disabledAt,
    isEnrolled: row.enrolledAt !== null,
    hasOpenInvitation: row.invitedUntil !== null && row.invitedUntil > now,
  });
  return [
    [
      ...[person.login, person.email, person.firstName, person.lastName].map(escapeFormula),
      groups,
      ...[row.role.toLowerCase(), state.replace('_', ' ')],
      ...[row.lastSignInAt?.toISOString() ?? '', row.createdAt.toISOString()],
    ],
  ];
}

function toChanges(filter: UserListFilter) {
  const { q, state, role, group, signedIn } = filter;
  const chosen = { search: q === '' ? null : q, state, role, group, signedIn };
  const limits = Object.entries(chosen).filter(([, value]) => value !== null);
  return Object.fromEntries(limits.map(([name, value]) => [name, { after: value }]));
}
