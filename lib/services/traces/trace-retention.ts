import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, inTransaction } from '@/lib/db/database';
import {
  findTraceRetention,
  removeOldSamlTraces,
  updateTraceRetention,
} from '@/lib/db/saml-traces';
import type { TraceRetention } from '@/lib/schemas/saml-traces';

/** Traces kept of one tenant, whatever the days say: beyond it the oldest go. */
const maxTraces = 50_000;
const dayMs = 24 * 3600 * 1000;

/** How long traces are kept now. */
export async function getTraceRetention(actor: Actor): Promise<TraceRetention> {
  actor.requirePerson('settings.read');
  return { days: await findTraceRetention(getDatabase(), actor.tenantId) };
}

/** Sets how long traces are kept; older ones go within the hour. */
export async function setTraceRetention(actor: Actor, { days }: TraceRetention): Promise<void> {
  actor.requireRecentPerson('settings.set_retention', new Date());
  const { tenantId } = actor;
  await inTransaction(async (tx) => {
    const before = await findTraceRetention(tx, tenantId);
    if (before === days) return;
    await updateTraceRetention(tx, tenantId, days);
    const target = { type: 'tenant', id: tenantId, label: 'SAML traces' };
    await recordAudit(tx, actor, 'settings.retention_changed', target, {
      days: { before, after: days },
    });
  });
}

/** Removes traces that are too old or too many; returns how many went. */
export async function removeOldTraces(
  actor: Actor,
  now: Date,
  most: number = maxTraces,
): Promise<number> {
  actor.requireSystem();
  const db = getDatabase();
  const days = await findTraceRetention(db, actor.tenantId);
  const since = new Date(now.getTime() - days * dayMs);
  return removeOldSamlTraces(db, actor.tenantId, { since, most });
}
