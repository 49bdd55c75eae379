/** Removes what is older than the retention of each tenant, once an hour. */
import { Actor } from '@/lib/auth/actor';
import { listTenantsWithRetention } from '@/lib/db/audit-chains';
import { getDatabase } from '@/lib/db/database';
import { log } from '@/lib/log/log';
import { listTenantIds } from '@/lib/db/saml-traces';
import { applyRetention } from '@/lib/services/reports/apply-retention';
import { removeOldTraces } from '@/lib/services/traces/trace-retention';

export const retentionEveryMs = 3600 * 1000;

/** Applies the retention of every tenant that has one. A failure of one does not keep the others. */
export async function applyRetentions(): Promise<void> {
  try {
    for (const tenantId of await listTenantsWithRetention(getDatabase())) {
      await applyRetentionOf(Actor.system(tenantId, 'retention'));
    }
    for (const tenantId of await listTenantIds(getDatabase())) {
      await removeTracesOf(Actor.system(tenantId, 'retention'));
    }
  } catch (error) {
    log.error({ err: error }, 'The tenants with a retention could not be listed');
  }
}

async function applyRetentionOf(actor: Actor): Promise<void> {
  try {
    const events = await applyRetention(actor, new Date());
    if (events > 0) log.info({ events }, 'Events older than the retention removed');
  } catch (error) {
    log.error({ err: error, tenantId: actor.tenantId }, 'Old events could not be removed');
  }
}

async function removeTracesOf(actor: Actor): Promise<void> {
  try {
    const traces = await removeOldTraces(actor, new Date());
    if (traces > 0) log.info({ traces }, 'SAML traces older than the retention removed');
  } catch (error) {
    log.error({ err: error, tenantId: actor.tenantId }, 'Old SAML traces could not be removed');
  }
}
