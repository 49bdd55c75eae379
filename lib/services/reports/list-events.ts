import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { listApplications } from '@/lib/db/applications';
import { emptyChain, findChain } from '@/lib/db/audit-chains';
import { listAuditEvents } from '@/lib/db/audit-events';
import { getDatabase } from '@/lib/db/database';
import { toAuditEventSummary } from '@/lib/schemas/audit-events';
import type {
  AuditLogFilter,
  AuditLogPage,
  AuditLogQuery,
  AuditTail,
} from '@/lib/schemas/audit-log';
import { resolveFilter } from './resolve-filter';

const pageSize = 50;
const tailSize = 100;

/** One page of the event log, newest first; `before` of the query goes on where `next` left off. */
export async function listEvents(actor: Actor, filter: AuditLogQuery): Promise<AuditLogPage> {
  actor.requirePerson('reports.read');
  const db = getDatabase();
  const { tenantId } = actor;
  const chain = (await findChain(db, tenantId)) ?? emptyChain;
  const { query, personLabel, applicationLabel } = await resolveFilter(actor, filter, new Date());
  const rows = await listAuditEvents(db, tenantId, {
    ...query,
    // What is younger than the head that was read comes with the live tail.
    before: filter.before === null ? chain.lastSequence + 1n : BigInt(filter.before),
    take: pageSize + 1,
  });
  const events = rows.slice(0, pageSize).map(toAuditEventSummary);
  const applications = await listApplications(db, tenantId);
  return {
    events,
    next: rows.length > pageSize ? (events.at(-1)?.sequence ?? null) : null,
    last: Number(chain.lastSequence),
    isEmpty: chain.lastSequence === chain.removedSequence,
    personLabel,
    applicationLabel,
    applications: applications.map(({ id, name }) => ({ id, name })),
  };
}

/**
 * The events after a place, oldest first. Places follow the order of the commits, so nothing that
 * comes later can appear before what was told already: a tail goes on without gaps.
 */
export async function tailEvents(
  actor: Actor,
  filter: AuditLogFilter & { readonly after: number },
): Promise<AuditTail> {
  actor.requirePerson('reports.read');
  const db = getDatabase();
  const { lastSequence } = (await findChain(db, actor.tenantId)) ?? emptyChain;
  if (lastSequence <= BigInt(filter.after)) return { events: [], last: Number(lastSequence) };
  const { query } = await resolveFilter(actor, filter, new Date());
  const rows = await listAuditEvents(db, actor.tenantId, {
    ...query,
    after: BigInt(filter.after),
    before: lastSequence + 1n,
    oldestFirst: true,
    take: tailSize,
  });
  const lastTold = rows.length === tailSize ? rows.at(-1)?.sequence : undefined;
  return { events: rows.map(toAuditEventSummary), last: Number(lastTold ?? lastSequence) };
}
