/** Lets a replica learn that the master key is being changed, before it needs the new one. */
import { getDatabase } from '@/lib/db/database';
import { learnMasterKeys } from '@/lib/db/installation';
import { log } from '@/lib/log/log';

/** How soon a replica knows; whoever changes the key waits longer than that. */
export const learnKeysEveryMs = 5000;

/** Starts looking; call what it returns to stop. With the embedded database nobody else changes it. */
export function startKeySchedule(): () => Promise<void> {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = learnMasterKeys(getDatabase()).catch((error: unknown) => {
      log.error({ err: error }, 'Whether the master key is being changed could not be read');
    });
  }, learnKeysEveryMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
