/** Reads the audit of a tenant; lib/audit alone writes it, through audit-chain.ts. */
import type { JsonValue } from '@/lib/shared/audit-chain-form';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import {
  and,
  auditColumns,
  filtersOf,
  inActions,
  selectAuditEvents,
  wordFilters,
  type AuditEventQuery,
} from './audit-event-query';
import { Prisma } from './generated/client';
import { planSearch } from './search-audit-events';
import { toSearchWords } from './word-search';

export type { AuditEventQuery } from './audit-event-query';

/** An event as stored, with its place in the chain. */
export interface AuditEventRow {
  readonly id: string;
  readonly sequence: bigint;
  readonly occurredAt: Date;
  readonly actorKind: 'PERSON' | 'ANONYMOUS' | 'SYSTEM';
  readonly actorUserId: string | null;
  readonly actorLabel: string;
  readonly action: string;
  readonly targetType: string;
  readonly targetId: string;
  readonly targetLabel: string;
  readonly changes: JsonValue;
  readonly reason: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly searchText: string;
  readonly previousHash: string;
  readonly hash: string;
}

/**
 * Events of a tenant by their place in the chain. Every shape of query walks an index and stops
 * after `take` rows, however many events there are.
 */
export async function listAuditEvents(
  db: Transaction,
  tenantId: TenantId,
  query: AuditEventQuery,
): Promise<readonly AuditEventRow[]> {
  const words = toSearchWords(query.search ?? '');
  if (words.length === 0) return db.$queryRaw<AuditEventRow[]>(selectAuditEvents(tenantId, query));
  for (const statement of await planSearch(db, tenantId, query, words)) {
    const rows = await db.$queryRaw<AuditEventRow[]>(statement.sql);
    if (rows.length === query.take || statement.isWhole) return rows;
  }
  return [];
}

/** One event by its id. */
export async function findAuditEvent(
  db: Transaction,
  tenantId: TenantId,
  id: string,
): Promise<AuditEventRow | null> {
  const rows = await db.$queryRaw<AuditEventRow[]>`
    SELECT ${auditColumns} FROM "AuditEvent"
    WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${id}::uuid AND "sequence" IS NOT NULL`;
  return rows[0] ?? null;
}

/** How many events a query has in all; reads every one of them, so only for what reads them anyway. */
export async function countAuditEvents(
  db: Transaction,
  tenantId: TenantId,
  query: Omit<AuditEventQuery, 'take'>,
): Promise<number> {
  const { aboutUserId: userId, actions } = query;
  const about = userId
    ? [
        Prisma.sql`("actorUserId" = ${userId}::uuid
          OR ("targetType" = 'user' AND "targetId" = ${userId}))`,
      ]
    : [];
  const words = toSearchWords(query.search ?? '');
  const searched = wordFilters({ indexed: words, compared: [] });
  const filters = [...filtersOf(tenantId, query), ...searched, ...inActions(actions), ...about];
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS "count" FROM "AuditEvent" WHERE ${and(filters)}`;
  return Number(row?.count ?? 0n);
}
