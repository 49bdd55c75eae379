// GET, POST /saml/sso: takes an AuthnRequest in and stores it (SAML Bindings 2.0 §3.4, §3.5; Profiles §4.1).
import { defineSamlRoute, type SamlRouteInput } from '@/lib/http/define-saml-route';
import { readRawForm } from '@/lib/http/read-raw-form';
import { readRawQuery } from '@/lib/http/read-raw-query';
import { serializeSamlRequestCookie } from '@/lib/http/saml-request-cookie';
import { decodePost, decodeRedirect } from '@/lib/services/saml/decode-message';
import { receiveAuthnRequest } from '@/lib/services/saml/receive-authn-request';

/** A message of 128 KiB in base64 and percent-encoding, and a RelayState. */
const maxFormBytes = 700_000;

export const GET = defineSamlRoute(async (input) =>
  store(input, decodeRedirect(readRawQuery(input.request))),
);

export const POST = defineSamlRoute(async (input) =>
  store(input, decodePost(await readRawForm(input.request, maxFormBytes))),
);

/**
 * A cross-site POST comes without our Lax cookies, so nothing is decided here: the browser is sent on
 * by 303 and arrives with its session.
 */
async function store(
  { actor, tenant, traceId }: SamlRouteInput,
  message: ReturnType<typeof decodePost>,
): Promise<Response> {
  const pending = await receiveAuthnRequest(actor, { message, traceId });
  return new Response(null, {
    status: 303,
    headers: {
      Location: `${tenant.publicUrl}/saml/sso/continue?id=${pending.id}`,
      'Set-Cookie': serializeSamlRequestCookie({
        publicUrl: tenant.publicUrl,
        requestId: pending.id,
        secret: pending.browserSecret,
        ttlSeconds: pending.ttlSeconds,
      }),
    },
  });
}
