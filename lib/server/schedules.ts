/** By the clock: old rows and events go, statistics are refreshed, mail leaves, routing is watched. */
import { Actor } from '@/lib/auth/actor';
import { config } from '@/lib/config/config';
import { getDatabase } from '@/lib/db/database';
import { refreshStatistics } from '@/lib/db/statistics';
import { sweepExpiredRows } from '@/lib/db/sweep';
import { log } from '@/lib/log/log';
import { removeAbandonedSelfTests } from '@/lib/services/self-test/run-self-test';
import type { TenantId } from '@/lib/shared/tenant-id';
import { startKeySchedule } from './key-schedule';
import { startMailSchedule } from './mail-schedule';
import { applyRetentions, retentionEveryMs } from './retention-schedule';
import { startRoutingSchedule } from './routing-schedule';

const sweepEveryMs = 10 * 60 * 1000;
const statisticsEveryMs = 6 * 3600 * 1000;

/** Starts the schedules; call what it returns to end them, waiting for what is running. */
export function startSchedules(): () => Promise<void> {
  let running = sweep().then(applyRetentions).then(analyse);
  const timers = [
    setInterval(() => {
      running = running.then(sweep);
    }, sweepEveryMs),
    setInterval(() => {
      running = running.then(analyse);
    }, statisticsEveryMs),
    setInterval(() => {
      running = running.then(applyRetentions);
    }, retentionEveryMs),
  ];
  for (const timer of timers) timer.unref();
  const stopMail = startMailSchedule();
  const stopRouting = startRoutingSchedule();
  const stopKeys = config().databaseUrl === null ? null : startKeySchedule();
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await stopMail();
    await stopRouting();
    await stopKeys?.();
    await running;
  };
}

async function analyse(): Promise<void> {
  if (config().databaseUrl !== null) return;
  try {
    await refreshStatistics(getDatabase());
  } catch (error) {
    log.error({ err: error }, 'The statistics of the database could not be refreshed');
  }
}

async function removeSelfTests(): Promise<void> {
  try {
    const actorOf = (tenantId: TenantId) => Actor.system(tenantId, 'self-test');
    const runs = await removeAbandonedSelfTests(actorOf, new Date());
    if (runs > 0) log.info({ runs }, 'What an interrupted self-test left was removed');
  } catch (error) {
    log.error({ err: error }, 'What an interrupted self-test left could not be removed');
  }
}

async function sweep(): Promise<void> {
  await removeSelfTests();
  try {
    const rows = await sweepExpiredRows(getDatabase(), new Date(), config().session);
    if (rows > 0) log.debug({ rows }, 'Expired rows deleted');
  } catch (error) {
    log.error({ err: error }, 'Expired rows could not be deleted');
  }
}
