import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { findAuditRetention, updateAuditRetention } from '@/lib/db/audit-chains';
import { inTransaction } from '@/lib/db/database';
import type { AuditRetention } from '@/lib/schemas/audit-retention';

/** Sets how long events are kept. Nothing is removed at once: the schedule does that within the hour. */
export async function setRetention(actor: Actor, { days }: AuditRetention): Promise<void> {
  actor.requireRecentPerson('settings.set_retention', new Date());
  const { tenantId } = actor;
  await inTransaction(async (tx) => {
    const before = await findAuditRetention(tx, tenantId);
    if (before === days) return;
    await updateAuditRetention(tx, tenantId, days);
    const target = { type: 'tenant', id: tenantId, label: 'Event log' };
    await recordAudit(tx, actor, 'settings.retention_changed', target, {
      days: { before, after: days },
    });
  });
}
