// POST /api/webauthn/setup/options: begins to make an owner behind the one-time link (WebAuthn L3 §7.1 step 1).
import { readRequestOrigin } from '@/lib/auth/request-origin';
import { openBrowserFlow } from '@/lib/http/ceremony-cookies';
import { defineInstallationRoute } from '@/lib/http/define-route';
import { linkTokenSchema, setupDetailsSchema } from '@/lib/schemas/setup';
import { beginSetup } from '@/lib/services/setup/begin-setup';
import { requireOpenSetup } from '@/lib/services/setup/find-open-setup';

const body = setupDetailsSchema.extend({ token: linkTokenSchema });

export const POST = defineInstallationRoute(
  { body },
  async ({ body: input, request, setCookie }) => {
    const { token, ...details } = input;
    const host = request.headers.get('host');
    const { publicUrl } = await requireOpenSetup({ token: input.token, host });
    const browserHash = openBrowserFlow({ request, publicUrl, setCookie });
    const { ip } = readRequestOrigin(request.headers);
    return beginSetup({ token, host, details, browserHash, ip });
  },
);
