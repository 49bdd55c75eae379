/** Keyed hashes of short secrets: a stolen database alone cannot be searched for them. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveSecret } from './derive-secret';

/**
 * HMAC-SHA256 under a key derived for one purpose, base64url. The parts keep their borders, so
 * `['a', 'bc']` and `['ab', 'c']` differ.
 */
export function keyedHash(purpose: string, parts: readonly string[]): string {
  const hmac = createHmac('sha256', deriveSecret(purpose));
  return hmac.update(JSON.stringify(parts)).digest('base64url');
}

/** Compares two hashes in a time that says nothing about where they differ. */
export function isSameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
