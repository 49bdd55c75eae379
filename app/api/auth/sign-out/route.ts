// POST /api/auth/sign-out: ends the current session; a plain form reaches it without script.
import { defineRoute } from '@/lib/http/define-route';
import { serializeCookie } from '@/lib/http/cookies';
import { signOut } from '@/lib/services/sessions/sign-out';

export const POST = defineRoute(
  { auth: { kind: 'public' } },
  async ({ actor, tenant, setCookie }) => {
    await signOut(actor);
    const { publicUrl } = tenant;
    setCookie(serializeCookie({ purpose: 'session', publicUrl, value: '', maxAgeSeconds: 0 }));
    return new Response(null, { status: 303, headers: { Location: '/sign-in' } });
  },
);
