import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { listApplications } from '@/lib/db/applications';
import { getDatabase } from '@/lib/db/database';
import { hasSamlTraces, listSamlTraces, type SamlTraceQuery } from '@/lib/db/saml-traces';
import { findUserById } from '@/lib/db/users';
import type { TraceFilter, TracePage, TraceQuery } from '@/lib/schemas/saml-traces';
import { toLoginKey } from '@/lib/shared/login-key';
import { toTraceSummary } from './to-trace-summary';

const pageSize = 50;
const hourMs = 3600 * 1000;
const rangeMs = { hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs } as const;
const outcomes = { succeeded: 'SUCCEEDED', refused: 'REFUSED', open: 'WAITING' } as const;

/** One page of the SAML traces of the tenant, newest first. */
export async function listTraces(actor: Actor, query: TraceQuery): Promise<TracePage> {
  actor.requirePerson('reports.read');
  const db = getDatabase();
  const { tenantId } = actor;
  const now = new Date();
  const rows = await listSamlTraces(db, tenantId, {
    ...limitsOf(query, now),
    after: toPlace(query.after),
    take: pageSize + 1,
  });
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  const person = query.person === null ? null : await findUserById(db, tenantId, query.person);
  const applications = await listApplications(db, tenantId);
  return {
    traces: shown.map((row) => toTraceSummary(row, now)),
    next: rows.length > pageSize && last ? `${String(last.startedAt.getTime())}_${last.id}` : null,
    isEmpty: shown.length === 0 && !(await hasSamlTraces(db, tenantId)),
    personLabel: person?.login ?? query.person,
    applications: applications.map(({ id, name }) => ({ id, name })),
  };
}

function limitsOf(filter: TraceFilter, now: Date): Omit<SamlTraceQuery, 'after' | 'take'> {
  const { q, person, application, outcome, range } = filter;
  const traceId = /^[0-9a-f]{16}$/iu.test(q) ? q.toLowerCase() : null;
  const words = traceId === null && q !== '' ? q : null;
  return {
    traceId,
    loginKey: words === null ? null : toLoginKey(words),
    name: words,
    userId: person,
    applicationId: application,
    outcome: outcome === null ? null : outcomes[outcome],
    from: range === null ? null : new Date(now.getTime() - rangeMs[range]),
  };
}

function toPlace(after: string | null): SamlTraceQuery['after'] {
  const [startedAt = '', id = ''] = after?.split('_') ?? [];
  return after === null ? null : { startedAt: new Date(Number(startedAt)), id };
}
