import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { emptyChain, findChain, toChainedEvent } from '@/lib/db/audit-chains';
import { findAuditEvent, listAuditEvents, type AuditEventRow } from '@/lib/db/audit-events';
import { hashAuditEvent } from '@/lib/db/audit-hash';
import { getDatabase } from '@/lib/db/database';
import { isUuid } from '@/lib/db/is-uuid';
import { explainReason, toAuditEventSummary } from '@/lib/schemas/audit-events';
import type { AuditChangeView, AuditEventDetails } from '@/lib/schemas/audit-log';
import type { JsonValue } from '@/lib/shared/audit-chain-form';
import { AppError } from '@/lib/shared/errors';

/** Everything about one event of the tenant; `request.not_found` when there is none. */
export async function getEvent(actor: Actor, id: string): Promise<AuditEventDetails> {
  actor.requirePerson('reports.read');
  const { tenantId } = actor;
  const db = getDatabase();
  const row = isUuid(id) ? await findAuditEvent(db, tenantId, id) : null;
  if (!row) throw new AppError('request.not_found', 'No such event here');
  const { sequence } = row;
  const [older] = await listAuditEvents(db, tenantId, { before: sequence, take: 1 });
  const next = { after: sequence, oldestFirst: true, take: 1 };
  const [newer] = await listAuditEvents(db, tenantId, next);
  return {
    ...toAuditEventSummary(row),
    actor: { kind: row.actorKind, label: row.actorLabel, userId: row.actorUserId },
    target: { type: row.targetType, id: row.targetId, label: row.targetLabel },
    changes: toChangeViews(row.changes),
    reasonCode: row.reason,
    explanation: row.reason === null ? null : explainReason(row.reason),
    userAgent: row.userAgent,
    previousHash: row.previousHash,
    hash: row.hash,
    isGenuine: await isGenuine(actor, row, older),
    olderId: older?.id ?? null,
    newerId: newer?.id ?? null,
  };
}

async function isGenuine(
  actor: Actor,
  row: AuditEventRow,
  older: AuditEventRow | undefined,
): Promise<boolean> {
  if (hashAuditEvent(toChainedEvent(actor.tenantId, row)) !== row.hash) return false;
  if (older) return older.sequence === row.sequence - 1n && older.hash === row.previousHash;
  const chain = (await findChain(getDatabase(), actor.tenantId)) ?? emptyChain;
  return row.sequence === chain.removedSequence + 1n && row.previousHash === chain.removedHash;
}

function toChangeViews(changes: JsonValue): readonly AuditChangeView[] {
  return Object.entries(toMembers(changes)).map(([field, change]) => {
    const { before, after } = toMembers(change);
    return { field, before: toText(before), after: toText(after) };
  });
}

function toMembers(value: JsonValue): Readonly<Record<string, JsonValue>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return value as Readonly<Record<string, JsonValue>>;
}

function toText(value: JsonValue | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map((item) => toText(item as JsonValue) ?? '').join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
