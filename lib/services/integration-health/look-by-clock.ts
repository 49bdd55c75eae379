import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import {
  claimRoutingLook,
  findJudgedApplication,
  listDueApplicationIds,
  listJudgedApplications,
} from '@/lib/db/routing-watches';
import { ensureWatch, lookAndKeep } from './look-at-routes';
import { realOutside, type Outside } from './outside';

/** How long a turn belongs to whoever took it; the look itself sets the next one. */
const turnMs = 5 * 60_000;

/** What the schedule brings along. */
export interface ClockOptions {
  /** True once the server is to stop: no further look is begun. */
  readonly isStopping: () => boolean;
  readonly outside?: Outside;
}

/**
 * Looks at every application of the tenant whose turn it is; with several replicas each turn is
 * taken by one. Returns how many were looked at.
 */
export async function lookByClock(actor: Actor, options: ClockOptions): Promise<number> {
  actor.requireSystem();
  const outside = options.outside ?? realOutside();
  const { tenantId } = actor;
  const now = outside.now();
  for (const application of await listJudgedApplications(getDatabase(), tenantId)) {
    if (application.oktaConnection?.orgUrl) await ensureWatch(actor, application, now);
  }
  let looked = 0;
  for (const applicationId of await listDueApplicationIds(getDatabase(), tenantId, now)) {
    if (options.isStopping()) break;
    const nextLookAt = new Date(now.getTime() + turnMs);
    const turn = { applicationId, now, nextLookAt };
    if (!(await claimRoutingLook(getDatabase(), tenantId, turn))) continue;
    const application = await findJudgedApplication(getDatabase(), tenantId, applicationId);
    if (!application) continue;
    await lookAndKeep(actor, application, outside);
    looked += 1;
  }
  return looked;
}
