import 'server-only';
import { randomToken } from '@/lib/crypto/random-token';
import { sha256Hex } from '@/lib/crypto/sha256';
import { cookieName } from '@/lib/shared/cookie-names';
import { readCookie } from '@/lib/shared/read-cookie';

/** How long a browser keeps the cookie that binds ceremonies to it, in seconds. */
export const flowCookieMaxAgeSeconds = 3600;

/** The browser behind a request, by the hash of its flow cookie; null when it has none. */
export function readBrowserHash(requestHeaders: Headers, publicUrl: string): string | null {
  const value = readCookie(requestHeaders.get('cookie'), cookieName('flow', publicUrl));
  return value === null ? null : sha256Hex(value);
}

/** A new flow: the cookie value for the browser and its hash for the database. */
export function newBrowserFlow(): { readonly value: string; readonly browserHash: string } {
  const value = randomToken(32);
  return { value, browserHash: sha256Hex(value) };
}
