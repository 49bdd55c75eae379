import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import {
  countEventsBefore,
  emptyChain,
  findAuditRetention,
  findChain,
} from '@/lib/db/audit-chains';
import { listAuditEvents } from '@/lib/db/audit-events';
import { getDatabase } from '@/lib/db/database';
import type {
  AuditRetention,
  RetentionPreview,
  RetentionState,
} from '@/lib/schemas/audit-retention';
import { retentionBoundary } from './retention-boundary';

/** How long events are kept now, and how many there are. */
export async function getRetention(actor: Actor): Promise<RetentionState> {
  actor.requirePerson('settings.read');
  const db = getDatabase();
  const chain = (await findChain(db, actor.tenantId)) ?? emptyChain;
  const [oldest] = await listAuditEvents(db, actor.tenantId, { oldestFirst: true, take: 1 });
  return {
    days: await findAuditRetention(db, actor.tenantId),
    kept: Number(chain.lastSequence - chain.removedSequence),
    removed: Number(chain.removedSequence),
    oldestAt: oldest?.occurredAt.toISOString() ?? null,
  };
}

/** How many events a retention would remove today. Changes nothing. */
export async function previewRetention(
  actor: Actor,
  { days }: AuditRetention,
): Promise<RetentionPreview> {
  actor.requirePerson('settings.set_retention');
  const db = getDatabase();
  const { tenantId } = actor;
  const chain = (await findChain(db, tenantId)) ?? emptyChain;
  const all = Number(chain.lastSequence - chain.removedSequence);
  const events =
    days === null ? 0 : await countEventsBefore(db, tenantId, retentionBoundary(days, new Date()));
  return { events, kept: all - events };
}
