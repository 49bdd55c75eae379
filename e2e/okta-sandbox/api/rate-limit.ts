/** Okta's rate-limit buckets: a window of one minute for each token and group of paths. */
import type { OrgState } from '../org/types';

const MINUTE_MS = 60_000;
const OWN_BUCKETS = ['/api/v1/users', '/api/v1/groups', '/api/v1/apps', '/api/v1/logs'];

export interface RateUsage {
  limit: number;
  remaining: number;
  resetEpochSeconds: number;
  isExceeded: boolean;
}

export function countCall(state: OrgState, tokenId: string, path: string): RateUsage {
  const bucket = OWN_BUCKETS.find((prefix) => path.startsWith(prefix)) ?? '/api/v1';
  const key = `${tokenId} ${bucket}`;
  const now = Date.now();
  let window = state.rateWindows.get(key);
  if (!window || window.resetAt <= now) {
    window = { resetAt: now + MINUTE_MS, used: 0 };
    state.rateWindows.set(key, window);
  }
  window.used += 1;
  const limit = state.rateLimitPerMinute;
  return {
    limit,
    remaining: Math.max(0, limit - window.used),
    resetEpochSeconds: Math.ceil(window.resetAt / 1000),
    isExceeded: window.used > limit,
  };
}

export function rateHeaders(usage: RateUsage): Record<string, string> {
  return {
    'x-rate-limit-limit': String(usage.limit),
    'x-rate-limit-remaining': String(usage.remaining),
    'x-rate-limit-reset': String(usage.resetEpochSeconds),
  };
}
