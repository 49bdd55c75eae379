// POST /api/webauthn/sign-in/options: begins a sign-in with any passkey (WebAuthn L3 §7.2 step 1).
import { openBrowserFlow } from '@/lib/http/ceremony-cookies';
import { defineRoute } from '@/lib/http/define-route';
import { beginSignIn } from '@/lib/services/sign-in/begin-sign-in';

export const POST = defineRoute(
  { auth: { kind: 'public' } },
  async ({ actor, tenant, request, setCookie }) => {
    const { publicUrl } = tenant;
    const browserHash = openBrowserFlow({ request, publicUrl, setCookie });
    return beginSignIn(actor, { browserHash });
  },
);
