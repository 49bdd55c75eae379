// POST /api/webauthn/recover/verify: stores the new passkey, ends all other sessions and signs the person in (WebAuthn L3 §7.1).
import { z } from 'zod';
import {
  readRecoveryProof,
  setRecoveryCookie,
  setSessionCookie,
} from '@/lib/http/ceremony-cookies';
import { defineRoute } from '@/lib/http/define-route';
import { readSamlRequestCookie } from '@/lib/http/saml-request-cookie';
import { registrationResponseSchema } from '@/lib/schemas/webauthn';
import { completeRecovery } from '@/lib/services/recovery/complete-recovery';
import { describePendingRequest } from '@/lib/services/saml/describe-pending-request';

const body = z.object({
  response: registrationResponseSchema,
  removeOthers: z.boolean(),
  /** A SAML request that waits on the server for this browser. */
  request: z.uuid().nullable().default(null),
});

export const POST = defineRoute(
  { auth: { kind: 'public' }, body, response: z.object({ redirectTo: z.string() }) },
  async ({ actor, tenant, request, body: input, setCookie }) => {
    const { publicUrl } = tenant;
    const cookies = { publicUrl, setCookie };
    const { response, removeOthers, request: id } = input;
    const proof = readRecoveryProof(request.headers, publicUrl);
    const session = await completeRecovery(actor, { ...proof, response, removeOthers });
    setSessionCookie(cookies, session);
    setRecoveryCookie(cookies, null);
    const account = { redirectTo: '/account?recovered=1' };
    if (id === null) return account;
    const browserSecret = readSamlRequestCookie(request.headers.get('cookie'), publicUrl, id);
    const isWaiting = await describePendingRequest(actor, { id, browserSecret });
    return isWaiting ? { redirectTo: `/saml/sso/continue?id=${id}` } : account;
  },
);
