import { NextResponse, type NextRequest } from 'next/server';
import { config as settings } from '@/lib/config/config';
import { isSecureHost } from '@/lib/config/public-url';
import {
  contentSecurityPolicy,
  nonceHeader,
  pathHeader,
  securityHeaders,
} from '@/lib/shared/security-headers';

/** Addresses that are secrets themselves: their pages send no referrer. */
const secretPath = /^\/(?:enrol|setup|recover\/link)\//u;

/**
 * Gives every page its nonce and the usual headers. It decides nothing about who may see what:
 * every page, action and handler asks for itself, whatever headers a client sends.
 */
export function proxy(request: NextRequest): NextResponse {
  const secure = isSecureHost(request.headers.get('host'), settings().baseUrl);
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const { pathname, search } = request.nextUrl;
  const policy = contentSecurityPolicy({ nonce, secure, allowEval: false });

  const forwarded = new Headers(request.headers);
  forwarded.set(nonceHeader, nonce);
  forwarded.set(pathHeader, `${pathname}${search}`);
  forwarded.set('Content-Security-Policy', policy);

  const response = NextResponse.next({ request: { headers: forwarded } });
  response.headers.set('Content-Security-Policy', policy);
  const referrerPolicy = secretPath.test(pathname) ? 'no-referrer' : 'same-origin';
  for (const [name, value] of Object.entries(securityHeaders({ secure, referrerPolicy }))) {
    response.headers.set(name, value);
  }
  return response;
}

/** Not for `/saml` and `/api`: a matching proxy cuts their bodies, and they set their own headers. */
export const config = {
  matcher: ['/((?!api/|saml/|_next/static/|_next/image|favicon\\.ico).*)'],
};
