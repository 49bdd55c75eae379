// GET /saml/sso/continue?id=…: answers a stored AuthnRequest, or asks for a sign-in (SAML Profiles §4.1.3).
import { defineSamlRoute } from '@/lib/http/define-saml-route';
import { samlFormPostResponse } from '@/lib/http/saml-form-post';
import {
  clearSamlRequestCookie,
  pruneSamlRequestCookies,
  readSamlRequestCookie,
} from '@/lib/http/saml-request-cookie';
import { continueSignOn } from '@/lib/services/saml/continue-sign-on';
import { keepTrace } from '@/lib/services/traces/keep-trace';
import { noteResponse } from '@/lib/services/traces/note-message';

export const GET = defineSamlRoute(
  async ({ actor, tenant, request, exchange, traceId }) => {
    const { publicUrl } = tenant;
    const cookies = request.headers.get('cookie');
    const id = new URL(request.url).searchParams.get('id') ?? '';
    const browserSecret = readSamlRequestCookie(cookies, publicUrl, id);
    exchange.awaits(id);
    const next = await continueSignOn(actor, { id, browserSecret, traceId, exchange });
    if (next.kind === 'sign_in') {
      return withCookies(
        new Response(null, {
          status: 303,
          headers: { Location: `${publicUrl}/sign-in?request=${encodeURIComponent(id)}` },
        }),
        pruneSamlRequestCookies(cookies, publicUrl),
      );
    }
    const { acsUrl, samlResponse, relayState, applicationName } = next.answer;
    noteResponse(exchange, next.answer);
    const response = samlFormPostResponse({
      actionUrl: acsUrl,
      title: `Signing in to ${applicationName}`,
      fields: {
        SAMLResponse: samlResponse,
        ...(relayState === null ? {} : { RelayState: relayState }),
      },
    });
    return withCookies(response, [
      clearSamlRequestCookie(publicUrl, id),
      ...pruneSamlRequestCookies(cookies, publicUrl),
    ]);
  },
  { kind: 'SSO', keep: keepTrace },
);

function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append('Set-Cookie', cookie);
  return response;
}
