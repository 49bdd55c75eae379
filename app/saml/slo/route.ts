// GET, POST /saml/slo: takes a LogoutRequest or LogoutResponse in (SAML Bindings 2.0 §3.4, §3.5; Profiles §4.4).
import { defineSamlRoute, type SamlRouteInput } from '@/lib/http/define-saml-route';
import { readRawForm } from '@/lib/http/read-raw-form';
import { readRawQuery } from '@/lib/http/read-raw-query';
import { decodePost, decodeRedirect, logoutMessages } from '@/lib/services/saml/decode-message';
import { receiveLogout } from '@/lib/services/saml/receive-logout';

/** A message of 128 KiB in base64 and percent-encoding, and a RelayState. */
const maxFormBytes = 700_000;

export const GET = defineSamlRoute(async (input) =>
  goOn(input, decodeRedirect(readRawQuery(input.request), logoutMessages)),
);

export const POST = defineSamlRoute(async (input) =>
  goOn(input, decodePost(await readRawForm(input.request, maxFormBytes), logoutMessages)),
);

async function goOn(
  { actor, tenant, traceId }: SamlRouteInput,
  message: ReturnType<typeof decodePost>,
): Promise<Response> {
  const { secret } = await receiveLogout(actor, { message, traceId });
  const Location = `${tenant.publicUrl}/saml/slo/continue?step=${secret}`;
  return new Response(null, { status: 303, headers: { Location } });
}
