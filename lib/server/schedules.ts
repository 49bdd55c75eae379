/** What happens by the clock: rows whose time is over are deleted. */
import { config } from '@/lib/config/config';
import { getDatabase } from '@/lib/db/database';
import { sweepExpiredRows } from '@/lib/db/sweep';
import { log } from '@/lib/log/log';

const sweepEveryMs = 10 * 60 * 1000;

/** Starts the schedules; call what it returns to end them, waiting for what is running. */
export function startSchedules(): () => Promise<void> {
  let running = sweep();
  const timer = setInterval(() => {
    running = sweep();
  }, sweepEveryMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

async function sweep(): Promise<void> {
  try {
    const rows = await sweepExpiredRows(getDatabase(), new Date(), config().session);
    if (rows > 0) log.debug({ rows }, 'Expired rows deleted');
  } catch (error) {
    log.error({ err: error }, 'Expired rows could not be deleted');
  }
}
