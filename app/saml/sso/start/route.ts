// GET /saml/sso/start?application=…&RelayState=…: a sign-in begun here (SAML Profiles 2.0 §4.1.5).
import { defineSamlRoute } from '@/lib/http/define-saml-route';
import { pendingRequestResponse } from '@/lib/http/pending-request-response';
import { beginAtIdp } from '@/lib/services/saml/begin-at-idp';
import { keepTrace } from '@/lib/services/traces/keep-trace';

export const GET = defineSamlRoute(
  async ({ actor, tenant, request, exchange, traceId }) => {
    const query = new URL(request.url).searchParams;
    const applicationId = query.get('application') ?? '';
    exchange.isAbout(applicationId);
    const relayState = query.get('RelayState');
    const pending = await beginAtIdp(actor, { applicationId, relayState, traceId });
    return pendingRequestResponse(tenant.publicUrl, pending);
  },
  { kind: 'IDP_INITIATED', keep: keepTrace },
);
