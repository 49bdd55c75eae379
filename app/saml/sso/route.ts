// GET, POST /saml/sso: takes an AuthnRequest in and stores it (SAML Bindings 2.0 §3.4, §3.5; Profiles §4.1).
import { defineSamlRoute, type SamlRouteInput } from '@/lib/http/define-saml-route';
import { pendingRequestResponse } from '@/lib/http/pending-request-response';
import { readRawForm } from '@/lib/http/read-raw-form';
import { readRawQuery } from '@/lib/http/read-raw-query';
import { decodePost, decodeRedirect } from '@/lib/services/saml/decode-message';
import { receiveAuthnRequest } from '@/lib/services/saml/receive-authn-request';
import { keepTrace } from '@/lib/services/traces/keep-trace';
import { noteIncoming } from '@/lib/services/traces/note-message';

/** A message of 128 KiB in base64 and percent-encoding, and a RelayState. */
const maxFormBytes = 700_000;
const tracing = { kind: 'SSO', keep: keepTrace } as const;

export const GET = defineSamlRoute(
  async (input) => store(input, decodeRedirect(readRawQuery(input.request))),
  tracing,
);

export const POST = defineSamlRoute(
  async (input) => store(input, decodePost(await readRawForm(input.request, maxFormBytes))),
  tracing,
);

async function store(
  { actor, tenant, exchange, traceId }: SamlRouteInput,
  message: ReturnType<typeof decodePost>,
): Promise<Response> {
  noteIncoming(exchange, message);
  const pending = await receiveAuthnRequest(actor, { message, traceId });
  return pendingRequestResponse(tenant.publicUrl, pending);
}
