// POST /api/webauthn/reauthenticate/verify: renews the proof of presence of the session (WebAuthn L3 §7.2).
import { requireBrowserFlow } from '@/lib/http/ceremony-cookies';
import { defineRoute } from '@/lib/http/define-route';
import { authenticationResponseSchema } from '@/lib/schemas/webauthn';
import { completeReauthentication } from '@/lib/services/account/complete-reauthentication';

export const POST = defineRoute(
  {
    auth: { kind: 'permission', permission: 'account.manage' },
    body: authenticationResponseSchema,
  },
  async ({ actor, tenant, body, request }) => {
    const browserHash = requireBrowserFlow(request, tenant.publicUrl);
    await completeReauthentication(actor, { response: body, browserHash });
    return {};
  },
);
