import { isAppError } from '@/lib/shared/errors';
import type { OktaAdmin } from './port';
import type { Pause } from './probe';

/** Pauses between the tries, in milliseconds; a longer reset that Okta names is honoured. */
const pausesMs = [1_000, 2_000, 4_000, 8_000] as const;
const longestPauseMs = 65_000;

/** How revoking waits, and who hears of it. */
export interface RevocationOptions {
  /** The caller decides what cuts it short. */
  readonly pause: Pause;
  /** Told before each pause: how many tries there were, and how long it waits. */
  readonly onWait?: (tries: number, waitMs: number) => Promise<void>;
}

/**
 * Revokes the token in use and proves it dead: the next call must answer 401 E0000011. Tried again
 * with growing pauses, or when Okta's rate limit resets. Never throws. False means: not proven, so it
 * must be taken for alive.
 */
export async function revokeAndProve(
  admin: OktaAdmin,
  { pause, onWait }: RevocationOptions,
): Promise<boolean> {
  for (const [index, pauseMs] of pausesMs.entries()) {
    const tried = await tryOnce(admin);
    if (tried.isDead) return true;
    const waitMs = Math.min(longestPauseMs, Math.max(pauseMs, tried.resetInMs));
    await onWait?.(index + 1, waitMs).catch(() => undefined);
    await pause(waitMs);
  }
  return revokeOnce(admin);
}

/** One try without any pause. Never throws. */
export async function revokeOnce(admin: OktaAdmin): Promise<boolean> {
  return (await tryOnce(admin)).isDead;
}

interface Tried {
  readonly isDead: boolean;
  readonly resetInMs: number;
}

async function tryOnce(admin: OktaAdmin): Promise<Tried> {
  try {
    await admin.revokeToken();
  } catch (error) {
    if (isAppError(error) && error.details['oktaCode'] === 'E0000011') {
      return { isDead: true, resetInMs: 0 };
    }
  }
  try {
    return { isDead: await admin.isTokenDead(), resetInMs: 0 };
  } catch (error) {
    const reset = isAppError(error) ? error.details['resetInMs'] : null;
    return { isDead: false, resetInMs: typeof reset === 'number' ? reset : 0 };
  }
}
