// POST /api/webauthn/reauthenticate/options: asks for one of the person's own passkeys again (WebAuthn L3 §7.2 step 1).
import { openBrowserFlow } from '@/lib/http/ceremony-cookies';
import { defineRoute } from '@/lib/http/define-route';
import { beginReauthentication } from '@/lib/services/account/begin-reauthentication';

export const POST = defineRoute(
  { auth: { kind: 'permission', permission: 'account.manage' } },
  async ({ actor, tenant, request, setCookie }) => {
    const { publicUrl } = tenant;
    const browserHash = openBrowserFlow({ request, publicUrl, setCookie });
    return beginReauthentication(actor, { browserHash });
  },
);
