/** Chains the events that were written before there was a chain. */
import type { JsonValue } from '@/lib/shared/audit-chain-form';
import { asTenantId, type TenantId } from '@/lib/shared/tenant-id';
import { lockChain, moveHead, placeEvents, type PlacedEvent } from './audit-chain';
import type { Database, Transaction } from './database';
import { toSearchText } from './word-search';

const batchSize = 500;
const timeoutMs = 30 * 60 * 1000;

/**
 * Chains, in the order of their time, the events of every tenant that has none in its chain yet. A
 * tenant whose chain has begun is left alone: a row without a place there was put in from outside,
 * and verification says so. Returns how many rows were chained.
 */
export async function chainEarlierEvents(db: Database): Promise<number> {
  const tenants = await db.tenant.findMany({
    where: { auditChain: null },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  let chained = 0;
  for (const { id } of tenants) {
    chained += await db.$transaction((tx) => chainTenant(tx, asTenantId(id)), {
      timeout: timeoutMs,
      maxWait: 10_000,
    });
  }
  return chained;
}

async function chainTenant(tx: Transaction, tenantId: TenantId): Promise<number> {
  // Another replica may be at the same work; this one waits until it is done, however long that takes.
  await tx.$executeRawUnsafe('SET LOCAL lock_timeout = 0');
  let head = await lockChain(tx, tenantId, new Date());
  // Another replica may have begun it while this one waited for the lock.
  if (head.lastSequence > 0n) return 0;
  for (;;) {
    const rows = await listUnchained(tx, tenantId);
    const placed = placeEvents(tenantId, head, rows);
    const last = placed.at(-1);
    if (!last) return Number(head.lastSequence);
    for (const event of placed) await storePlace(tx, event);
    await moveHead(tx, tenantId, placed);
    head = { ...head, lastSequence: BigInt(last.sequence), lastHash: last.hash };
  }
}

async function listUnchained(tx: Transaction, tenantId: TenantId) {
  const rows = await tx.auditEvent.findMany({
    where: { tenantId, sequence: null },
    orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
    take: batchSize,
    omit: { tenantId: true, sequence: true, previousHash: true, hash: true },
  });
  return rows.map((row) => ({
    ...row,
    changes: row.changes as JsonValue,
    occurredAt: row.occurredAt.toISOString(),
    searchText: toSearchText(row.actorLabel, row.action, row.targetLabel, row.reason, row.ip),
  }));
}

async function storePlace(tx: Transaction, event: PlacedEvent): Promise<void> {
  const { sequence, previousHash, hash, searchText } = event;
  await tx.auditEvent.update({
    where: { id: event.id },
    data: { sequence: BigInt(sequence), previousHash, hash, searchText },
    select: { id: true },
  });
}
