/** Appends events to a tenant's chain; only lib/audit does, at the end of a transaction. */
import { uuidV7 } from '@/lib/crypto/uuid-v7';
import {
  firstPreviousHash,
  type AuditEventContent,
  type JsonValue,
} from '@/lib/shared/audit-chain-form';
import type { TenantId } from '@/lib/shared/tenant-id';
import { hashAuditEvent } from './audit-hash';
import type { Transaction } from './database';
import { Prisma } from './generated/client';

/** What is stored about one event, beyond tenant, time and place in the chain. */
export interface NewAuditEvent {
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
}

/** Where a chain stands. */
export interface ChainHead {
  readonly lastSequence: bigint;
  readonly lastHash: string;
  /** When its last event happened. */
  readonly updatedAt: Date;
}

/** An event with its place, ready to be stored. */
export interface PlacedEvent extends AuditEventContent {
  readonly hash: string;
}

const rowsPerInsert = 1000;
/** How far a clock may fall behind the last event before its own time is written after all. */
const maxClockSkewMs = 60_000;

/**
 * Appends events to the chain of a tenant, in order, and counts them by day. Takes the lock of the
 * chain until the transaction ends, so call it last: sequence is then the order of the commits.
 */
export async function appendToChain(
  tx: Transaction,
  tenantId: TenantId,
  input: { readonly events: readonly NewAuditEvent[]; readonly now: Date },
): Promise<void> {
  const head = await lockChain(tx, tenantId, input.now);
  const at = timeAfter(head, input.now);
  const placed = placeEvents(
    tenantId,
    head,
    input.events.map((event, index) => ({
      ...event,
      id: uuidV7(at, index),
      occurredAt: at.toISOString(),
    })),
  );
  for (let from = 0; from < placed.length; from += rowsPerInsert) {
    const rows = placed.slice(from, from + rowsPerInsert);
    await tx.auditEvent.createMany({ data: rows.map(toRow) });
  }
  await moveHead(tx, tenantId, placed);
}

/** Locks the chain of a tenant until the transaction ends; begins it when there is none. */
export async function lockChain(tx: Transaction, tenantId: TenantId, now: Date) {
  const rows = await tx.$queryRaw<ChainHead[]>`
    INSERT INTO "AuditChain"
      ("tenantId", "lastSequence", "lastHash", "removedSequence", "removedHash", "updatedAt")
    VALUES (${tenantId}::uuid, 0, ${firstPreviousHash}, 0, ${firstPreviousHash},
      ${now.toISOString()}::timestamptz)
    ON CONFLICT ("tenantId") DO UPDATE SET "lastSequence" = "AuditChain"."lastSequence"
    RETURNING "lastSequence", "lastHash", "updatedAt"`;
  const [head] = rows;
  if (!head) throw new Error('The chain of the audit gave no head');
  return head;
}

/** Gives events the next places of a chain, each with the hash of the one before. */
export function placeEvents(
  tenantId: TenantId,
  head: ChainHead,
  events: readonly (NewAuditEvent & { readonly id: string; readonly occurredAt: string })[],
): readonly PlacedEvent[] {
  let { lastSequence, lastHash } = head;
  return events.map((event) => {
    lastSequence += 1n;
    const content = {
      ...event,
      tenantId,
      sequence: lastSequence.toString(),
      previousHash: lastHash,
    };
    lastHash = hashAuditEvent(content);
    return { ...content, hash: lastHash };
  });
}

/** Makes the last of these events the head of the chain, and counts all of them by day (UTC). */
export async function moveHead(
  tx: Transaction,
  tenantId: TenantId,
  placed: readonly PlacedEvent[],
): Promise<void> {
  const last = placed.at(-1);
  if (!last) return;
  const counts = countByDay(placed).map(
    ({ day, action, reason, count }) =>
      Prisma.sql`(${tenantId}::uuid, ${day}::date, ${action}, ${reason}, ${count}::int)`,
  );
  await tx.$executeRaw`
    WITH "head" AS (
      UPDATE "AuditChain" SET "lastSequence" = ${BigInt(last.sequence)}, "lastHash" = ${last.hash},
        "updatedAt" = ${last.occurredAt}::timestamptz
      WHERE "tenantId" = ${tenantId}::uuid
    )
    INSERT INTO "AuditDailyCount" ("tenantId", "day", "action", "reason", "count")
    VALUES ${Prisma.join(counts)}
    ON CONFLICT ("tenantId", "day", "action", "reason")
    DO UPDATE SET "count" = "AuditDailyCount"."count" + EXCLUDED."count"`;
}

/** Time does not run backwards in a chain when the clocks of two servers differ a little. */
function timeAfter(head: ChainHead, now: Date): Date {
  const behindMs = head.updatedAt.getTime() - now.getTime();
  return behindMs > 0 && behindMs <= maxClockSkewMs ? head.updatedAt : now;
}

function toRow(event: PlacedEvent): Prisma.AuditEventCreateManyInput {
  const { changes, sequence, actorKind, ...rest } = event;
  return {
    ...rest,
    actorKind: actorKind as Prisma.AuditEventCreateManyInput['actorKind'],
    sequence: BigInt(sequence),
    ...(changes === null ? {} : { changes }),
  };
}

function countByDay(events: readonly PlacedEvent[]) {
  const counts = new Map<string, { day: string; action: string; reason: string; count: number }>();
  for (const { occurredAt, action, reason } of events) {
    const day = occurredAt.slice(0, 10);
    const key = JSON.stringify([day, action, reason]);
    const known = counts.get(key) ?? { day, action, reason: reason ?? '', count: 0 };
    counts.set(key, { ...known, count: known.count + 1 });
  }
  return [...counts.values()];
}
