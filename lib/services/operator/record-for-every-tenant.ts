import 'server-only';
import { recordAudit, type AuditChanges } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction, type Transaction } from '@/lib/db/database';
import { listTenants } from '@/lib/db/tenants';
import type { AuditAction } from '@/lib/shared/audit-actions';
import { asTenantId, type TenantId } from '@/lib/shared/tenant-id';

/** Something the operator did with the whole installation. */
export interface OperatorDeed {
  readonly action: AuditAction;
  /** What it was done to, as the operator would name it. */
  readonly label: string;
  readonly changes?: AuditChanges;
}

/** Tells every tenant in its own audit what the operator did with the data of all. */
export async function recordForEveryTenant(
  actorOf: (tenantId: TenantId) => Actor,
  deed: OperatorDeed,
): Promise<void> {
  await inTransaction((tx) => recordForEveryTenantIn(tx, actorOf, deed));
}

/** Like {@link recordForEveryTenant}, in the transaction of the deed. */
export async function recordForEveryTenantIn(
  tx: Transaction,
  actorOf: (tenantId: TenantId) => Actor,
  deed: OperatorDeed,
): Promise<void> {
  for (const { id } of await listTenants(tx)) {
    const actor = actorOf(asTenantId(id));
    actor.requireSystem();
    const target = { type: 'installation', id: '1', label: deed.label };
    await recordAudit(tx, actor, deed.action, target, deed.changes);
  }
}
