import 'server-only';
import { cookieName } from '@/lib/shared/cookie-names';
import { readCookie } from '@/lib/shared/read-cookie';
import { serializeCookie } from './cookies';

/** How many requests may wait in one browser; the oldest ones beyond that are forgotten. */
const maxWaiting = 8;

/** The name of the cookie that ties one pending SAML request to this browser. */
function samlRequestCookieName(publicUrl: string, requestId: string): string {
  return `${cookieName('saml', publicUrl)}_${toSuffix(requestId)}`;
}

/** The secret this browser got with a request, or null. */
export function readSamlRequestCookie(
  cookieHeader: string | null,
  publicUrl: string,
  requestId: string,
): string | null {
  return readCookie(cookieHeader, samlRequestCookieName(publicUrl, requestId));
}

/** A Set-Cookie value for a new request. */
export function serializeSamlRequestCookie(cookie: {
  readonly publicUrl: string;
  readonly requestId: string;
  readonly secret: string;
  readonly ttlSeconds: number;
}): string {
  return serializeCookie({
    purpose: 'saml',
    publicUrl: cookie.publicUrl,
    suffix: toSuffix(cookie.requestId),
    value: cookie.secret,
    maxAgeSeconds: cookie.ttlSeconds,
  });
}

/** A Set-Cookie value that removes the cookie of an answered request. */
export function clearSamlRequestCookie(publicUrl: string, requestId: string): string {
  return serializeSamlRequestCookie({ publicUrl, requestId, secret: '', ttlSeconds: 0 });
}

/**
 * Set-Cookie values that remove all but the newest eight request cookies, so that abandoned sign-ins
 * never fill up the Cookie header. The ids are UUIDs of version 7, so their order is that of time.
 */
export function pruneSamlRequestCookies(cookieHeader: string | null, publicUrl: string): string[] {
  const prefix = `${cookieName('saml', publicUrl)}_`;
  const ids = (cookieHeader ?? '')
    .split(';')
    .map((pair) => pair.trim().split('=', 1)[0] ?? '')
    .filter((name) => name.startsWith(prefix) && /^[0-9a-f]{32}$/u.test(name.slice(prefix.length)))
    .map((name) => name.slice(prefix.length))
    .sort();
  return ids
    .slice(0, Math.max(0, ids.length - maxWaiting))
    .map((id) => clearSamlRequestCookie(publicUrl, id));
}

function toSuffix(requestId: string): string {
  return requestId.replaceAll('-', '').toLowerCase();
}
