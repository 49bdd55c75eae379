// POST /api/auth/sign-out: ends the current session; a plain form reaches it without script.
import { defineRoute } from '@/lib/http/define-route';
import { serializeCookie } from '@/lib/http/cookies';
import { signOut } from '@/lib/services/sessions/sign-out';

export const POST = defineRoute(
  { auth: { kind: 'public' } },
  async ({ actor, tenant, request, setCookie }) => {
    const secret = await signOut(actor);
    const { publicUrl } = tenant;
    setCookie(serializeCookie({ purpose: 'session', publicUrl, value: '', maxAgeSeconds: 0 }));
    const next = secret === null ? '/sign-in' : `/saml/slo/continue?step=${secret}`;
    // A script cannot follow a redirect that leads through other origins; it goes there itself.
    if (request.headers.get('accept') === 'application/json') return { next };
    return new Response(null, { status: 303, headers: { Location: next } });
  },
);
