/** Request header by which `proxy.ts` tells pages their nonce. */
export const nonceHeader = 'x-nonce';

/** Request header by which `proxy.ts` tells pages their own path; a convenience, never a guard. */
export const pathHeader = 'x-adminx-path';

/** What the headers of an answer depend on. */
export interface SecurityHeaderOptions {
  /** The public URL is https, so HSTS is sent and http is upgraded. */
  readonly secure: boolean;
  /** `no-referrer` where the address itself is a secret (invitation, first-run link). */
  readonly referrerPolicy: 'same-origin' | 'no-referrer';
}

/**
 * The headers of every answer but the content security policy.
 *
 * Source: OWASP Secure Headers; Permissions Policy; WebAuthn L3 §5.9 for the two
 * `publickey-credentials` features, which stay with our own origin.
 */
export function securityHeaders(options: SecurityHeaderOptions): Readonly<Record<string, string>> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': options.referrerPolicy,
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': [
      'publickey-credentials-get=(self)',
      'publickey-credentials-create=(self)',
      ...['camera', 'microphone', 'geolocation', 'payment', 'usb', 'serial'].map(
        (feature) => `${feature}=()`,
      ),
    ].join(', '),
    ...(options.secure ? { 'Strict-Transport-Security': 'max-age=63072000' } : {}),
  };
}

/**
 * The content security policy of pages: scripts only by nonce, nothing from elsewhere, no framing.
 *
 * @param options.nonce base64, new for every answer.
 * @param options.allowEval only for the development server, which needs it.
 */
export function contentSecurityPolicy(options: {
  readonly nonce: string;
  readonly secure: boolean;
  readonly allowEval: boolean;
}): string {
  const { nonce } = options;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${options.allowEval ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(options.secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}
