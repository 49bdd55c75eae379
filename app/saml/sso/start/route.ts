// GET /saml/sso/start?application=…&RelayState=…: a sign-in begun here (SAML Profiles 2.0 §4.1.5).
import { defineSamlRoute } from '@/lib/http/define-saml-route';
import { pendingRequestResponse } from '@/lib/http/pending-request-response';
import { beginAtIdp } from '@/lib/services/saml/begin-at-idp';

export const GET = defineSamlRoute(async ({ actor, tenant, request }) => {
  const query = new URL(request.url).searchParams;
  const applicationId = query.get('application') ?? '';
  const pending = await beginAtIdp(actor, { applicationId, relayState: query.get('RelayState') });
  return pendingRequestResponse(tenant.publicUrl, pending);
});
