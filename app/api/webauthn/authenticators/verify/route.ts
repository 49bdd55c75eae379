// POST /api/webauthn/authenticators/verify: stores another passkey of the person (WebAuthn L3 §7.1).
import { requireBrowserFlow } from '@/lib/http/ceremony-cookies';
import { defineRoute } from '@/lib/http/define-route';
import { registrationResponseSchema } from '@/lib/schemas/webauthn';
import { completeAddingAuthenticator } from '@/lib/services/account/complete-adding-authenticator';

export const POST = defineRoute(
  {
    auth: { kind: 'permission', permission: 'account.manage' },
    body: registrationResponseSchema,
  },
  async ({ actor, tenant, body, request }) => {
    const browserHash = requireBrowserFlow(request, tenant.publicUrl);
    const passkey = await completeAddingAuthenticator(actor, { response: body, browserHash });
    return { passkey };
  },
);
