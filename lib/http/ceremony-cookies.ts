import 'server-only';
import { flowCookieMaxAgeSeconds, newBrowserFlow, readBrowserHash } from '@/lib/auth/browser-flow';
import { cookieName } from '@/lib/shared/cookie-names';
import { AppError } from '@/lib/shared/errors';
import { readCookie } from '@/lib/shared/read-cookie';
import { serializeCookie } from './cookies';

interface CeremonyRequest {
  readonly request: Request;
  readonly publicUrl: string;
  readonly setCookie: (serialized: string) => void;
}

/**
 * Binds a ceremony that begins to the browser that asks: by the flow cookie it has, or a new one.
 * Returns the SHA-256 of its value.
 */
export function openBrowserFlow(ceremony: CeremonyRequest): string {
  const { request, publicUrl, setCookie } = ceremony;
  const known = readBrowserHash(request.headers, publicUrl);
  if (known) return known;
  const { value, browserHash } = newBrowserFlow();
  const maxAgeSeconds = flowCookieMaxAgeSeconds;
  setCookie(serializeCookie({ purpose: 'flow', publicUrl, value, maxAgeSeconds }));
  return browserHash;
}

/**
 * The browser a ceremony began in.
 *
 * @throws AppError `auth.sign_in_refused` when this browser began none.
 */
export function requireBrowserFlow(request: Request, publicUrl: string): string {
  const hash = readBrowserHash(request.headers, publicUrl);
  if (hash) return hash;
  throw new AppError('auth.sign_in_refused', 'The browser sent no flow cookie');
}

/** Hands a started session to the browser and ends the flow it came from. */
export function setSessionCookie(
  ceremony: Omit<CeremonyRequest, 'request'>,
  session: { readonly token: string; readonly maxAgeSeconds: number },
): void {
  const { publicUrl, setCookie } = ceremony;
  const { token: value, maxAgeSeconds } = session;
  setCookie(serializeCookie({ purpose: 'session', publicUrl, value, maxAgeSeconds }));
  setCookie(serializeCookie({ purpose: 'flow', publicUrl, value: '', maxAgeSeconds: 0 }));
}

/**
 * A browser that proved a recovery code gets a new flow cookie, so that whatever it had before,
 * planted perhaps, is worth nothing. Returns the SHA-256 of its value.
 */
export function openNewBrowserFlow(ceremony: Omit<CeremonyRequest, 'request'>): string {
  const { publicUrl, setCookie } = ceremony;
  const { value, browserHash } = newBrowserFlow();
  const maxAgeSeconds = flowCookieMaxAgeSeconds;
  setCookie(serializeCookie({ purpose: 'flow', publicUrl, value, maxAgeSeconds }));
  return browserHash;
}

/** Hands the right to make one passkey to the browser; `null` takes it away again. */
export function setRecoveryCookie(
  ceremony: Omit<CeremonyRequest, 'request'>,
  recovery: { readonly token: string; readonly maxAgeSeconds: number } | null,
): void {
  const { publicUrl, setCookie } = ceremony;
  const { token: value, maxAgeSeconds } = recovery ?? { token: '', maxAgeSeconds: 0 };
  setCookie(serializeCookie({ purpose: 'recover', publicUrl, value, maxAgeSeconds }));
}

/** What a browser proves its open recovery with: recovery cookie and hash of the flow cookie. */
export function readRecoveryProof(requestHeaders: Headers, publicUrl: string) {
  return {
    token: readCookie(requestHeaders.get('cookie'), cookieName('recover', publicUrl)),
    browserHash: readBrowserHash(requestHeaders, publicUrl),
  };
}
