import 'server-only';
import { stringify } from 'csv-stringify/sync';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import {
  emptyChain,
  findChain,
  toChainedEvent,
  walkAuditEvents,
  type ChainRow,
} from '@/lib/db/audit-chains';
import { countAuditEvents, type AuditEventQuery, type AuditEventRow } from '@/lib/db/audit-events';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { getTenantById } from '@/lib/db/tenants';
import { toAuditEventSummary } from '@/lib/schemas/audit-events';
import { namedFilters, type AuditLogFilter } from '@/lib/schemas/audit-log';
import {
  auditExportGuide,
  type AuditExportEnd,
  type AuditExportHead,
} from '@/lib/shared/audit-export-form';
import type { TenantId } from '@/lib/shared/tenant-id';
import { resolveFilter } from './resolve-filter';

/** A file that is made while it is sent. */
export interface EventExport {
  readonly fileName: string;
  readonly contentType: string;
  readonly pieces: AsyncGenerator<string>;
}

type ExportFormat = 'csv' | 'jsonl';

interface ExportPlan {
  readonly tenantId: TenantId;
  readonly query: Omit<AuditEventQuery, 'take' | 'oldestFirst'>;
  readonly head: AuditExportHead;
}

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
} as const;

/**
 * Exports the events of a filter up to now, oldest first. The export is audited with its filter and
 * count before the first line is sent; the lines are read batch by batch while they go out, so memory
 * stays flat.
 */
export async function exportEvents(
  actor: Actor,
  input: { readonly filter: AuditLogFilter; readonly format: ExportFormat },
): Promise<EventExport> {
  actor.requirePerson('reports.export');
  const plan = await planExport(actor, input.filter);
  await recordExport(actor, plan, input.format);
  const lines = input.format === 'csv' ? csvOf(plan) : jsonLinesOf(plan);
  const stamp = plan.head.exportedAt.replaceAll(/[:-]|\.\d+/gu, '');
  return {
    fileName: `adminx-events-${stamp}.${input.format}`,
    contentType: contentTypes[input.format],
    pieces: lines,
  };
}

async function planExport(actor: Actor, filter: AuditLogFilter): Promise<ExportPlan> {
  const { tenantId } = actor;
  const db = getDatabase();
  const now = new Date();
  const chain: ChainRow = (await findChain(db, tenantId)) ?? emptyChain;
  const { query } = await resolveFilter(actor, filter, now);
  const named = namedFilters(filter);
  return {
    tenantId,
    query: { ...query, before: chain.lastSequence + 1n },
    head: {
      tenantId,
      tenantName: (await getTenantById(db, tenantId)).name,
      exportedAt: now.toISOString(),
      filter: named,
      isComplete: Object.keys(named).length === 0,
      removedSequence: String(chain.removedSequence),
      removedHash: chain.removedHash,
      lastSequence: String(chain.lastSequence),
      lastHash: chain.lastHash,
    },
  };
}

async function recordExport(actor: Actor, plan: ExportPlan, format: ExportFormat): Promise<void> {
  const { tenantId, query, head } = plan;
  await inTransaction(async (tx) => {
    const count = await countAuditEvents(tx, tenantId, query);
    const target = { type: 'tenant', id: tenantId, label: 'Event log' };
    await recordAudit(tx, actor, 'audit.exported', target, {
      format: { after: format },
      filter: { after: Object.entries(head.filter).map((pair) => pair.join('=')) },
      events: { after: count },
    });
  });
}

async function* jsonLinesOf({ tenantId, query, head }: ExportPlan): AsyncGenerator<string> {
  yield toLine({ ...auditExportGuide, ...head });
  let count = 0;
  for await (const rows of walkAuditEvents(getDatabase(), tenantId, query)) {
    count += rows.length;
    yield rows.map((row) => toLine(toChainedEvent(tenantId, row))).join('');
  }
  yield toLine({ end: true, count } satisfies AuditExportEnd);
}

function toLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

/** Cells that a spreadsheet would take for a formula are given a leading quote (attacks.md G11). */
async function* csvOf({ tenantId, query }: ExportPlan): AsyncGenerator<string> {
  yield stringify([], { header: true, columns: csvColumns, bom: true });
  for await (const rows of walkAuditEvents(getDatabase(), tenantId, query)) {
    yield stringify(rows.map(toCsvRow), { columns: csvColumns, escape_formulas: true });
  }
}

const csvColumns = [
  ...['sequence', 'time', 'kind', 'result', 'action', 'event', 'reason', 'actorKind', 'actor'],
  ...['actorId', 'targetType', 'target', 'targetId', 'changes', 'factor', 'address', 'browser'],
  ...['userAgent', 'hash'],
];

function toCsvRow(row: AuditEventRow): Record<string, string> {
  const { at, kind, result, sentence, factor, browser } = toAuditEventSummary(row);
  return {
    ...{ sequence: String(row.sequence), time: at, kind, result, action: row.action },
    ...{ event: sentence, reason: row.reason ?? '', actorKind: row.actorKind },
    ...{ actor: row.actorLabel, actorId: row.actorUserId ?? '', targetType: row.targetType },
    ...{ target: row.targetLabel, targetId: row.targetId },
    changes: row.changes === null ? '' : JSON.stringify(row.changes),
    ...{ factor: factor ?? '', address: row.ip ?? '', browser: browser ?? '' },
    ...{ userAgent: row.userAgent ?? '', hash: row.hash },
  };
}
