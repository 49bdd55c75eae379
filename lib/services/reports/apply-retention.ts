import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { findAuditRetention, removeChainBeginning } from '@/lib/db/audit-chains';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { retentionBoundary } from './retention-boundary';

/** Rows of one transaction; the lock of the chain is taken at its end only. */
const batchSize = 5000;

/**
 * Removes the events of the tenant that are older than the retention, from the beginning of the
 * chain only. What is left still verifies, from the event after the last one removed. Every step is
 * audited in its own transaction. Returns how many went.
 */
export async function applyRetention(actor: Actor, now: Date): Promise<number> {
  actor.requireSystem();
  const { tenantId } = actor;
  const days = await findAuditRetention(getDatabase(), tenantId);
  if (days === null) return 0;
  const before = retentionBoundary(days, now);
  let total = 0;
  for (;;) {
    const count = await inTransaction(async (tx) => {
      const removed = await removeChainBeginning(tx, tenantId, { before, take: batchSize });
      if (!removed) return 0;
      const target = { type: 'tenant', id: tenantId, label: 'Event log' };
      await recordAudit(tx, actor, 'audit.retention_applied', target, {
        days: { after: days },
        eventsRemoved: { after: removed.count },
        removedUpTo: { after: String(removed.lastSequence) },
      });
      return removed.count;
    });
    total += count;
    if (count < batchSize) return total;
  }
}
