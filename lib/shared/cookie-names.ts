/** What our cookies are for: session, ceremony in progress, pending SAML request, open recovery. */
export type CookiePurpose = 'session' | 'flow' | 'saml' | 'recover' | 'csrf' | 'callback';

/**
 * Names one of our cookies. On https it carries the `__Host-` prefix, so the browser itself keeps
 * it host-only, secure and out of reach of sibling hosts (RFC 6265bis §4.1.3.2). Plain http is for
 * loopback only, where the prefix cannot be used.
 *
 * @param publicUrl the tenant's configured public URL, never a Host header.
 */
export function cookieName(purpose: CookiePurpose, publicUrl: string): string {
  return isSecureOrigin(publicUrl) ? `__Host-adminx_${purpose}` : `adminx_${purpose}`;
}

/** Tells whether a configured public URL is https. */
export function isSecureOrigin(publicUrl: string): boolean {
  return publicUrl.startsWith('https://');
}
