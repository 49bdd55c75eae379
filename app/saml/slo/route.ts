// GET, POST /saml/slo: takes a LogoutRequest or LogoutResponse in (SAML Bindings 2.0 §3.4, §3.5; Profiles §4.4).
import { defineSamlRoute, type SamlRouteInput } from '@/lib/http/define-saml-route';
import { readRawForm } from '@/lib/http/read-raw-form';
import { readRawQuery } from '@/lib/http/read-raw-query';
import { decodePost, decodeRedirect, logoutMessages } from '@/lib/services/saml/decode-message';
import { receiveLogout } from '@/lib/services/saml/receive-logout';
import { keepTrace } from '@/lib/services/traces/keep-trace';
import { noteIncoming } from '@/lib/services/traces/note-message';

/** A message of 128 KiB in base64 and percent-encoding, and a RelayState. */
const maxFormBytes = 700_000;
const tracing = { kind: 'SLO', keep: keepTrace } as const;

export const GET = defineSamlRoute(
  async (input) => goOn(input, decodeRedirect(readRawQuery(input.request), logoutMessages)),
  tracing,
);

export const POST = defineSamlRoute(
  async (input) =>
    goOn(input, decodePost(await readRawForm(input.request, maxFormBytes), logoutMessages)),
  tracing,
);

async function goOn(
  { actor, tenant, exchange, traceId }: SamlRouteInput,
  message: ReturnType<typeof decodePost>,
): Promise<Response> {
  noteIncoming(exchange, message);
  const { secret } = await receiveLogout(actor, { message, traceId, exchange });
  const Location = `${tenant.publicUrl}/saml/slo/continue?step=${secret}`;
  return new Response(null, { status: 303, headers: { Location } });
}
