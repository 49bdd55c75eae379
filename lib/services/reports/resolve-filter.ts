import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { findApplicationById } from '@/lib/db/applications';
import type { AuditEventQuery } from '@/lib/db/audit-events';
import { getDatabase } from '@/lib/db/database';
import { isUuid } from '@/lib/db/is-uuid';
import { findUserById, findUserByLoginKey } from '@/lib/db/users';
import { refusedActions, signInActions } from '@/lib/schemas/audit-events';
import type { AuditLogFilter } from '@/lib/schemas/audit-log';
import { auditActions, type AuditAction } from '@/lib/shared/audit-actions';
import { toLoginKey } from '@/lib/shared/login-key';

/** The filters of the address as a query, and the names of what they filter by. */
export interface ResolvedFilter {
  readonly query: Omit<AuditEventQuery, 'take'>;
  readonly personLabel: string | null;
  readonly applicationLabel: string | null;
}

const dayMs = 24 * 3600 * 1000;
const rangeMs = { hour: 3600 * 1000, day: dayMs, week: 7 * dayMs, month: 30 * dayMs } as const;

/**
 * Turns the filters of an address into a query. A person who is gone is looked for by the words of
 * the login, which the events still hold.
 */
export async function resolveFilter(
  actor: Actor,
  filter: AuditLogFilter,
  now: Date,
): Promise<ResolvedFilter> {
  const person = await findPerson(actor, filter.person);
  const application = filter.application
    ? await findApplicationById(getDatabase(), actor.tenantId, filter.application)
    : null;
  const words = person.userId === null ? `${filter.q} ${filter.person}` : filter.q;
  return {
    query: {
      actions: actionsOf(filter),
      aboutUserId: person.userId,
      applicationId: filter.application,
      ip: filter.ip === '' ? null : filter.ip.toLowerCase(),
      search: words.trim() === '' ? null : words,
      ...timesOf(filter, now),
    },
    personLabel: person.label,
    applicationLabel: application?.name ?? filter.application,
  };
}

async function findPerson(actor: Actor, person: string) {
  if (person === '') return { userId: null, label: null };
  const db = getDatabase();
  if (isUuid(person)) {
    const user = await findUserById(db, actor.tenantId, person);
    return { userId: person.toLowerCase(), label: user?.login ?? person };
  }
  const user = await findUserByLoginKey(db, actor.tenantId, toLoginKey(person));
  return { userId: user?.id ?? null, label: user?.login ?? person };
}

/** Null when every action is wanted. */
function actionsOf({ action, kind, result }: AuditLogFilter): readonly AuditAction[] | null {
  if (action === null && kind === null && result === null) return null;
  return auditActions.filter(
    (one) =>
      (action === null || one === action) &&
      (kind === null || (kind === 'sign_in') === signInActions.includes(one)) &&
      (result === null || (result === 'refused') === refusedActions.includes(one)),
  );
}

function timesOf({ range, from, to }: AuditLogFilter, now: Date) {
  if (range !== null) return { from: new Date(now.getTime() - rangeMs[range]), to: null };
  return {
    from: from === null ? null : new Date(`${from}T00:00:00Z`),
    to: to === null ? null : new Date(new Date(`${to}T00:00:00Z`).getTime() + dayMs),
  };
}
