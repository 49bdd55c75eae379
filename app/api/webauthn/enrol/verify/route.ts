// POST /api/webauthn/enrol/verify: stores the passkey, uses the invitation up and signs the person in (WebAuthn L3 §7.1).
import { z } from 'zod';
import { requireBrowserFlow, setSessionCookie } from '@/lib/http/ceremony-cookies';
import { defineRoute } from '@/lib/http/define-route';
import { linkTokenSchema } from '@/lib/schemas/setup';
import { registrationResponseSchema } from '@/lib/schemas/webauthn';
import { completeEnrolment } from '@/lib/services/users/complete-enrolment';

const body = z.object({ token: linkTokenSchema, response: registrationResponseSchema });

export const POST = defineRoute(
  { auth: { kind: 'public' }, body, response: z.object({ redirectTo: z.string() }) },
  async ({ actor, tenant, body: input, request, setCookie }) => {
    const { publicUrl } = tenant;
    const browserHash = requireBrowserFlow(request, publicUrl);
    const session = await completeEnrolment(actor, { ...input, browserHash });
    setSessionCookie({ publicUrl, setCookie }, session);
    return { redirectTo: '/account?welcome=1' };
  },
);
