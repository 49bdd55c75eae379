import 'server-only';
import { serializeSamlRequestCookie } from './saml-request-cookie';

/**
 * Sends the browser on to a stored sign-in request, with the cookie that ties it to this browser. A
 * cross-site POST comes without our Lax cookies, so nothing is decided before this 303: the browser
 * arrives there with its session.
 */
export function pendingRequestResponse(
  publicUrl: string,
  pending: { readonly id: string; readonly browserSecret: string; readonly ttlSeconds: number },
): Response {
  return new Response(null, {
    status: 303,
    headers: {
      Location: `${publicUrl}/saml/sso/continue?id=${pending.id}`,
      'Set-Cookie': serializeSamlRequestCookie({
        publicUrl,
        requestId: pending.id,
        secret: pending.browserSecret,
        ttlSeconds: pending.ttlSeconds,
      }),
    },
  });
}
