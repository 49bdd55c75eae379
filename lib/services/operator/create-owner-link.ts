import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { getTenantById } from '@/lib/db/tenants';
import { newOwnerLink, storeOwnerLink, type OwnerLink } from './owner-link';

/** A one-time link that makes one more owner, for a tenant whose owners cannot get in. */
export async function createOwnerLink(actor: Actor, now: Date): Promise<OwnerLink> {
  actor.requireSystem();
  return inTransaction(async (tx) => {
    const tenant = await getTenantById(tx, actor.tenantId);
    const link = newOwnerLink(tenant.publicUrl, now);
    await storeOwnerLink(tx, tenant.id, link);
    const target = { type: 'tenant', id: tenant.id, label: tenant.name };
    await recordAudit(tx, actor, 'owner_link.created', target);
    return link.shown;
  });
}
