/** Rows of the audit; only lib/audit writes them. */
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import type { Prisma } from './generated/client';

/** What is stored about one event, beyond tenant and time. */
export interface NewAuditEvent {
  readonly actorKind: 'PERSON' | 'ANONYMOUS' | 'SYSTEM';
  readonly actorUserId: string | null;
  readonly actorLabel: string;
  readonly action: string;
  readonly targetType: string;
  readonly targetId: string;
  readonly targetLabel: string;
  readonly changes?: Prisma.InputJsonObject;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** Stores an event; call it in the transaction of the change it tells about. */
export async function createAuditEvent(
  db: Transaction,
  tenantId: TenantId,
  event: NewAuditEvent,
): Promise<void> {
  await db.auditEvent.create({ data: { tenantId, ...event }, select: { id: true } });
}
