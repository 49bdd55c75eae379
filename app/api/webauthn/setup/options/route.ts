// POST /api/webauthn/setup/options: begins the first run behind the one-time link (WebAuthn L3 §7.1 step 1).
import { readRequestOrigin } from '@/lib/auth/request-origin';
import { config } from '@/lib/config/config';
import { openBrowserFlow } from '@/lib/http/ceremony-cookies';
import { defineInstallationRoute } from '@/lib/http/define-route';
import { linkTokenSchema, setupDetailsSchema } from '@/lib/schemas/setup';
import { beginSetup } from '@/lib/services/setup/begin-setup';

const body = setupDetailsSchema.extend({ token: linkTokenSchema });

export const POST = defineInstallationRoute(
  { body },
  async ({ body: input, request, setCookie }) => {
    const { token, ...details } = input;
    const publicUrl = config().baseUrl;
    const browserHash = openBrowserFlow({ request, publicUrl, setCookie });
    const { ip } = readRequestOrigin(request.headers);
    return beginSetup({ token, details, browserHash, ip });
  },
);
