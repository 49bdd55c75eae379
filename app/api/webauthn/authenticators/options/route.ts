// POST /api/webauthn/authenticators/options: begins another passkey of the person (WebAuthn L3 §7.1 step 1).
import { openBrowserFlow } from '@/lib/http/ceremony-cookies';
import { defineRoute } from '@/lib/http/define-route';
import { beginAddingAuthenticator } from '@/lib/services/account/begin-adding-authenticator';

export const POST = defineRoute(
  { auth: { kind: 'permission', permission: 'account.manage', recent: true } },
  async ({ actor, tenant, request, setCookie }) => {
    const { publicUrl } = tenant;
    const browserHash = openBrowserFlow({ request, publicUrl, setCookie });
    return beginAddingAuthenticator(actor, { browserHash });
  },
);
