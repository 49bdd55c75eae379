// POST /api/webauthn/setup/verify: creates the owner (and in the first run the tenant) and signs in (WebAuthn L3 §7.1).
import { z } from 'zod';
import { firstRunActor } from '@/lib/auth/first-run-actor';
import { requireBrowserFlow, setSessionCookie } from '@/lib/http/ceremony-cookies';
import { defineInstallationRoute } from '@/lib/http/define-route';
import { linkTokenSchema } from '@/lib/schemas/setup';
import { registrationResponseSchema } from '@/lib/schemas/webauthn';
import { completeSetup } from '@/lib/services/setup/complete-setup';
import { requireOpenSetup } from '@/lib/services/setup/find-open-setup';

const body = z.object({ token: linkTokenSchema, response: registrationResponseSchema });

export const POST = defineInstallationRoute(
  { body, response: z.object({ redirectTo: z.string() }) },
  async ({ body: input, request, setCookie }) => {
    const host = request.headers.get('host');
    const { publicUrl } = await requireOpenSetup({ token: input.token, host });
    const session = await completeSetup({
      ...input,
      host,
      browserHash: requireBrowserFlow(request, publicUrl),
      actorOf: (tenantId) => firstRunActor(tenantId, request.headers),
    });
    setSessionCookie({ publicUrl, setCookie }, session);
    return { redirectTo: '/' };
  },
);
