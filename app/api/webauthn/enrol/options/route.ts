// POST /api/webauthn/enrol/options: begins the first passkey of an invited person (WebAuthn L3 §7.1 step 1).
import { z } from 'zod';
import { openBrowserFlow } from '@/lib/http/ceremony-cookies';
import { defineRoute } from '@/lib/http/define-route';
import { linkTokenSchema } from '@/lib/schemas/setup';
import { beginEnrolment } from '@/lib/services/users/begin-enrolment';

export const POST = defineRoute(
  { auth: { kind: 'public' }, body: z.object({ token: linkTokenSchema }) },
  async ({ actor, tenant, body, request, setCookie }) => {
    const { publicUrl } = tenant;
    const browserHash = openBrowserFlow({ request, publicUrl, setCookie });
    return beginEnrolment(actor, { token: body.token, browserHash });
  },
);
