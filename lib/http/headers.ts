import 'server-only';
import { securityHeaders } from '@/lib/shared/security-headers';

/** The policy of answers that are data: nothing in them may load, run or be framed. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

/**
 * Puts the usual headers on the answer of a route handler, which `proxy.ts` does not see. A header
 * the handler set itself stays. Answers are not stored unless the handler says so.
 *
 * @param options.secure the tenant's public URL is https.
 */
export function withSecurityHeaders(
  response: Response,
  options: { readonly secure: boolean },
): Response {
  const headers = new Headers(response.headers);
  const wanted = {
    ...securityHeaders({ secure: options.secure, referrerPolicy: 'same-origin' }),
    'Content-Security-Policy': dataPolicy,
    'Cache-Control': 'no-store',
  };
  for (const [name, value] of Object.entries(wanted)) {
    if (!headers.has(name)) headers.set(name, value);
  }
  return new Response(response.body, {
    status: response.status,
    statusText: response.statusText,
    headers,
  });
}
