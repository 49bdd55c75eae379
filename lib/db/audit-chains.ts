/** Reads chains of events whole, and takes away their beginning. */
import { firstPreviousHash, type ChainedAuditEvent } from '@/lib/shared/audit-chain-form';
import { asTenantId, type TenantId } from '@/lib/shared/tenant-id';
import { listAuditEvents, type AuditEventQuery, type AuditEventRow } from './audit-events';
import type { Transaction } from './database';

/** Rows held in memory at once. */
const batchSize = 1000;

/** Where a chain begins and ends. */
export interface ChainRow {
  readonly lastSequence: bigint;
  readonly lastHash: string;
  readonly removedSequence: bigint;
  readonly removedHash: string;
}

/** The chain of a tenant; null before its first event. */
export async function findChain(db: Transaction, tenantId: TenantId): Promise<ChainRow | null> {
  return db.auditChain.findUnique({
    where: { tenantId },
    select: { lastSequence: true, lastHash: true, removedSequence: true, removedHash: true },
  });
}

/** An empty chain. */
export const emptyChain: ChainRow = {
  lastSequence: 0n,
  lastHash: firstPreviousHash,
  removedSequence: 0n,
  removedHash: firstPreviousHash,
};

/** A stored event in the form its hash is made of. */
export function toChainedEvent(tenantId: TenantId, row: AuditEventRow): ChainedAuditEvent {
  const { sequence, occurredAt, ...rest } = row;
  return { ...rest, tenantId, sequence: String(sequence), occurredAt: occurredAt.toISOString() };
}

/** All events of a query, oldest first, batch by batch: memory holds one batch. */
export async function* walkAuditEvents(
  db: Transaction,
  tenantId: TenantId,
  query: Omit<AuditEventQuery, 'oldestFirst' | 'take'>,
): AsyncGenerator<readonly AuditEventRow[]> {
  let after = query.after ?? null;
  for (;;) {
    const rows = await listAuditEvents(db, tenantId, {
      ...query,
      after,
      oldestFirst: true,
      take: batchSize,
    });
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < batchSize) return;
    after = last.sequence;
  }
}

/** Rows that stand beside the chain: after its end, or without a place. At most `take` of each. */
export async function listStrayEvents(db: Transaction, tenantId: TenantId, take: number) {
  return db.$queryRaw<{ id: string; sequence: bigint | null }[]>`
    (SELECT "id", "sequence" FROM "AuditEvent"
      WHERE "tenantId" = ${tenantId}::uuid AND "sequence" IS NULL LIMIT ${take})
    UNION ALL
    (SELECT "id", "sequence" FROM "AuditEvent"
      WHERE "tenantId" = ${tenantId}::uuid AND "sequence" > COALESCE(
        (SELECT "lastSequence" FROM "AuditChain" WHERE "tenantId" = ${tenantId}::uuid), 0)
      ORDER BY "sequence" LIMIT ${take})`;
}

/** How many events stand before a moment at the beginning of the chain. */
export async function countEventsBefore(
  db: Transaction,
  tenantId: TenantId,
  before: Date,
): Promise<number> {
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT COALESCE((
      SELECT "sequence" - 1 FROM "AuditEvent"
      WHERE "tenantId" = ${tenantId}::uuid AND "sequence" IS NOT NULL
        AND "occurredAt" >= ${before.toISOString()}::timestamptz
      ORDER BY "occurredAt", "id" LIMIT 1
    ), "lastSequence") - "removedSequence" AS "count"
    FROM "AuditChain" WHERE "tenantId" = ${tenantId}::uuid`;
  return Number(row?.count ?? 0n);
}

/**
 * Removes events from the beginning of the chain up to the first that is not older than `before`,
 * at most `take` of them, and lets the chain begin after the last of them. Returns how many went.
 */
export async function removeChainBeginning(
  tx: Transaction,
  tenantId: TenantId,
  limits: { readonly before: Date; readonly take: number },
): Promise<{ readonly count: number; readonly lastSequence: bigint } | null> {
  const rows = await tx.$queryRaw<{ sequence: bigint; hash: string; isOld: boolean }[]>`
    SELECT "sequence", "hash", "occurredAt" < ${limits.before.toISOString()}::timestamptz AS "isOld"
    FROM "AuditEvent" WHERE "tenantId" = ${tenantId}::uuid AND "sequence" IS NOT NULL
    ORDER BY "sequence" LIMIT ${limits.take}`;
  const firstKept = rows.findIndex(({ isOld }) => !isOld);
  const last = (firstKept < 0 ? rows : rows.slice(0, firstKept)).at(-1);
  if (!last) return null;
  const { count } = await tx.auditEvent.deleteMany({
    where: { tenantId, sequence: { lte: last.sequence } },
  });
  const moved = await tx.auditChain.updateMany({
    where: { tenantId, removedSequence: { lt: last.sequence } },
    data: { removedSequence: last.sequence, removedHash: last.hash },
  });
  return moved.count === 0 ? null : { count, lastSequence: last.sequence };
}

/** How many days the events of a tenant are kept; null for ever. */
export async function findAuditRetention(
  db: Transaction,
  tenantId: TenantId,
): Promise<number | null> {
  const row = await db.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: { auditRetentionDays: true },
  });
  return row.auditRetentionDays;
}

/** Sets how many days the events of a tenant are kept. */
export async function updateAuditRetention(
  db: Transaction,
  tenantId: TenantId,
  days: number | null,
): Promise<void> {
  await db.tenant.update({
    where: { id: tenantId },
    data: { auditRetentionDays: days },
    select: { id: true },
  });
}

/** The tenants whose events are removed some day. For the schedule, so across tenants. */
export async function listTenantsWithRetention(db: Transaction): Promise<readonly TenantId[]> {
  const rows = await db.tenant.findMany({
    where: { auditRetentionDays: { not: null } },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  return rows.map(({ id }) => asTenantId(id));
}
