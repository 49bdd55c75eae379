// GET /api/auth/session, GET /api/auth/csrf, POST /api/auth/signout: next-auth's own ways to read and end a session.
import NextAuth from 'next-auth';
import { sessionOptions } from '@/lib/auth/session-options';
import { defineRoute } from '@/lib/http/define-route';
import { nextAuthParamsSchema } from '@/lib/schemas/account';
import { AppError } from '@/lib/shared/errors';

const offered = new Set(['GET session', 'GET csrf', 'POST signout']);

/** Everything else of next-auth (its pages, its sign-in) does not exist here. */
const handler = defineRoute(
  { auth: { kind: 'public' }, params: nextAuthParamsSchema },
  async ({ request, tenant, params: { nextauth } }) => {
    if (!offered.has(`${request.method} ${nextauth.join('/')}`))
      throw new AppError('request.not_found');
    const context = { params: Promise.resolve({ nextauth }) };
    return (await NextAuth(request as never, context as never, sessionOptions(tenant))) as Response;
  },
);

export { handler as GET, handler as POST };
