// POST /api/webauthn/setup/verify: creates tenant and owner and signs the owner in (WebAuthn L3 §7.1).
import { z } from 'zod';
import { firstRunActor } from '@/lib/auth/first-run-actor';
import { config } from '@/lib/config/config';
import { requireBrowserFlow, setSessionCookie } from '@/lib/http/ceremony-cookies';
import { defineInstallationRoute } from '@/lib/http/define-route';
import { linkTokenSchema } from '@/lib/schemas/setup';
import { registrationResponseSchema } from '@/lib/schemas/webauthn';
import { completeSetup } from '@/lib/services/setup/complete-setup';

const body = z.object({ token: linkTokenSchema, response: registrationResponseSchema });

export const POST = defineInstallationRoute(
  { body, response: z.object({ redirectTo: z.string() }) },
  async ({ body: input, request, setCookie }) => {
    const publicUrl = config().baseUrl;
    const session = await completeSetup({
      ...input,
      browserHash: requireBrowserFlow(request, publicUrl),
      actorOf: (tenantId) => firstRunActor(tenantId, request.headers),
    });
    setSessionCookie({ publicUrl, setCookie }, session);
    return { redirectTo: '/' };
  },
);
