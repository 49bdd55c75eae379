/** Looks by the clock where Okta sends people; replicas share the turns. */
import { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { listTenants } from '@/lib/db/tenants';
import { log } from '@/lib/log/log';
import { lookByClock } from '@/lib/services/integration-health/look-by-clock';
import { asTenantId } from '@/lib/shared/tenant-id';

/** How often it is asked whose turn it is; an application's turn comes every ten minutes. */
const askEveryMs = 60_000;

/** Begins to look; call what it returns to end it, waiting for the look on its way. */
export function startRoutingSchedule(): () => Promise<void> {
  let isStopping = false;
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= lookEverywhere(() => isStopping).finally(() => {
      running = null;
    });
  }, askEveryMs);
  timer.unref();
  return async () => {
    isStopping = true;
    clearInterval(timer);
    await running;
  };
}

/** A failure of one tenant does not keep the others. */
async function lookEverywhere(isStopping: () => boolean): Promise<void> {
  try {
    for (const { id } of await listTenants(getDatabase())) {
      if (isStopping()) return;
      await lookAs(Actor.system(asTenantId(id), 'routing watch'), isStopping);
    }
  } catch (error) {
    log.error({ err: error }, 'The tenants whose routing is watched could not be listed');
  }
}

async function lookAs(actor: Actor, isStopping: () => boolean): Promise<void> {
  try {
    await lookByClock(actor, { isStopping });
  } catch (error) {
    log.error({ err: error, tenantId: actor.tenantId }, 'Routing could not be looked at');
  }
}
