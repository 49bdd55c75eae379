import 'server-only';
import type { NextAuthOptions, Session } from 'next-auth';
import { config } from '@/lib/config/config';
import { deriveSecret } from '@/lib/crypto/derive-secret';
import { cookieName, isSecureOrigin } from '@/lib/shared/cookie-names';
import type { PersonIdentity } from './actor';
import { createSessionAdapter, type SessionUser } from './session-adapter';
import type { Tenant } from './tenant';

/** A session as next-auth returns it, with the person we put into it. */
export interface PersonSession extends Session {
  readonly identity: PersonIdentity;
}

/** `lastSeenAt` is written at most once in this time. */
const updateAgeSeconds = 60;

/**
 * next-auth without a provider: it reads and ends sessions through our adapter. Its NEXTAUTH_URL,
 * AUTH_TRUST_HOST, pages and redirects are not used; cookies and their security follow the tenant's
 * configured public URL.
 */
export function sessionOptions(tenant: Tenant): NextAuthOptions {
  const { idleSeconds } = config().session;
  const secure = isSecureOrigin(tenant.publicUrl);
  const cookie = (purpose: 'session' | 'csrf' | 'callback') => ({
    name: cookieName(purpose, tenant.publicUrl),
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure },
  });
  return {
    providers: [],
    secret: deriveSecret('next-auth'),
    useSecureCookies: secure,
    adapter: createSessionAdapter(tenant.id, idleSeconds),
    session: { strategy: 'database', maxAge: idleSeconds, updateAge: updateAgeSeconds },
    cookies: {
      sessionToken: cookie('session'),
      csrfToken: cookie('csrf'),
      callbackUrl: cookie('callback'),
    },
    callbacks: {
      redirect: () => `${tenant.publicUrl}/sign-in`,
      session: ({ session, user }) => ({ ...session, identity: (user as SessionUser).identity }),
    },
    logger: { error: rethrow, warn: ignore, debug: ignore },
  };
}

/** next-auth turns a failing database into "signed out"; we want the failure. */
function rethrow(code: string, metadata: unknown): never {
  const cause = metadata instanceof Error ? metadata : (metadata as { error?: unknown }).error;
  throw cause instanceof Error ? cause : new Error(`next-auth: ${code}`);
}

function ignore(): void {
  // Its warnings are about settings we do not use.
}
