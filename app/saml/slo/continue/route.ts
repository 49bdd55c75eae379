// GET /saml/slo/continue?step=…: tells the next application of a sign-out, or ends it (SAML Profiles §4.4.3).
import { defineSamlRoute } from '@/lib/http/define-saml-route';
import { samlFormPostResponse } from '@/lib/http/saml-form-post';
import { continueLogout } from '@/lib/services/saml/continue-logout';
import { keepTrace } from '@/lib/services/traces/keep-trace';
import { noteLogoutStep } from '@/lib/services/traces/note-message';

export const GET = defineSamlRoute(
  async ({ actor, tenant, request, exchange }) => {
    const secret = new URL(request.url).searchParams.get('step') ?? '';
    const step = await continueLogout(actor, secret, exchange);
    noteLogoutStep(exchange, step);
    if (step.kind === 'form') {
      const title = `Signing out of ${step.applicationName}`;
      return samlFormPostResponse({ actionUrl: step.url, fields: step.fields, title });
    }
    const Location = step.kind === 'go' ? step.url : `${tenant.publicUrl}/sign-in`;
    return new Response(null, {
      status: 303,
      headers: { Location, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' },
    });
  },
  { kind: 'SLO', keep: keepTrace },
);
