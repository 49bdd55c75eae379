import 'server-only';
import { cookieName, isSecureOrigin, type CookiePurpose } from '@/lib/shared/cookie-names';

/** A cookie of ours to set. */
export interface CookieToSet {
  readonly purpose: CookiePurpose;
  /** The tenant's configured public URL: decides name, `Secure` and nothing else. */
  readonly publicUrl: string;
  /** Tells cookies of one purpose apart, one for each pending SAML request. */
  readonly suffix?: string;
  /** base64url. */
  readonly value: string;
  /** Seconds; 0 removes the cookie. */
  readonly maxAgeSeconds: number;
}

/**
 * Writes a Set-Cookie value: host-only (no Domain), whole site, out of reach of scripts, and
 * `SameSite=Lax`, because a person who comes from Okta must arrive with the session.
 *
 * Source: RFC 6265bis §4.1.
 */
export function serializeCookie(cookie: CookieToSet): string {
  if (!/^[\w-]*$/u.test(`${cookie.value}${cookie.suffix ?? ''}`)) {
    throw new Error('A cookie value must be base64url');
  }
  const suffix = cookie.suffix === undefined ? '' : `_${cookie.suffix}`;
  return [
    `${cookieName(cookie.purpose, cookie.publicUrl)}${suffix}=${cookie.value}`,
    'Path=/',
    `Max-Age=${String(cookie.maxAgeSeconds)}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(isSecureOrigin(cookie.publicUrl) ? ['Secure'] : []),
  ].join('; ');
}
