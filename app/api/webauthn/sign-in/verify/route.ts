// POST /api/webauthn/sign-in/verify: checks the passkey's answer and starts a session (WebAuthn L3 §7.2).
import { z } from 'zod';
import { requireBrowserFlow, setSessionCookie } from '@/lib/http/ceremony-cookies';
import { defineRoute } from '@/lib/http/define-route';
import { authenticationResponseSchema } from '@/lib/schemas/webauthn';
import { completeSignIn } from '@/lib/services/sign-in/complete-sign-in';
import { parseLocalPath } from '@/lib/shared/local-path';

const body = z.object({
  response: authenticationResponseSchema,
  /** A SAML request that waits on the server for this browser. */
  request: z.uuid().nullable().default(null),
  next: z.string().max(2000).nullable().default(null),
});

export const POST = defineRoute(
  { auth: { kind: 'public' }, body, response: z.object({ redirectTo: z.string() }) },
  async ({ actor, tenant, request, body: input, setCookie }) => {
    const { publicUrl } = tenant;
    const browserHash = requireBrowserFlow(request, publicUrl);
    const session = await completeSignIn(actor, { response: input.response, browserHash });
    setSessionCookie({ publicUrl, setCookie }, session);
    const next = parseLocalPath(input.next) ?? '/';
    return { redirectTo: input.request ? `/saml/sso/continue?id=${input.request}` : next };
  },
);
