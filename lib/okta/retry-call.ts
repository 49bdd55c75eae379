import { isAppError, type AppError } from '@/lib/shared/errors';
import type { Pause } from './probe';

/** Waits before the tries after "policy priorities are being reconciled", in milliseconds. */
const busyWaitsMs = [1_000, 2_000, 4_000] as const;
/** Waits after a 429 that does not say until when. */
const limitedWaitsMs = [2_000, 5_000] as const;
/** Okta counts by the minute: a longer wait than this is not what its answer can mean. */
const longestResetMs = 65_000;
/** Waits before a call of taking back, or of proving, is tried again. */
const patientWaitsMs = [1_000, 3_000] as const;

/**
 * Tries a call again only where Okta says that nothing was done: 423 E0000239, and 429, for which
 * its own reset is waited for when it names one within a minute.
 */
export async function withRetry<T>(call: () => Promise<T>, pause: Pause): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      const waitMs = isAppError(error) ? findWait(error, tries) : null;
      if (waitMs === null) throw error;
      await pause(waitMs);
    }
  }
}

function findWait({ details }: AppError, tries: number): number | null {
  if (details['oktaCode'] === 'E0000239') return busyWaitsMs[tries] ?? null;
  if (details['status'] !== 429) return null;
  const wait = limitedWaitsMs[tries] ?? null;
  const reset = details['resetInMs'];
  if (wait === null || typeof reset !== 'number') return wait;
  return reset > longestResetMs ? null : reset;
}

const passing: ReadonlySet<string> = new Set([
  'okta.timeout',
  'okta.unreachable',
  'okta.server_error',
  'okta.busy',
  'okta.rate_limited',
  'okta.answer_unusable',
  'net.timeout',
  'net.unreachable',
]);

/**
 * Tries a call that may be made twice (a read, or the removal of something) again when it failed in
 * a way that may pass: for taking back and proving, where giving up early leaves something behind.
 */
export async function withPatience<T>(call: () => Promise<T>, pause: Pause): Promise<T> {
  for (const waitMs of patientWaitsMs) {
    try {
      return await call();
    } catch (error) {
      if (!isAppError(error) || !passing.has(error.code)) throw error;
      await pause(waitMs);
    }
  }
  return call();
}
