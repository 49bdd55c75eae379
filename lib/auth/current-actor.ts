import 'server-only';
import type { NextApiRequest, NextApiResponse } from 'next';
import { getServerSession } from 'next-auth/next';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { sha256Hex } from '@/lib/crypto/sha256';
import { cookieName } from '@/lib/shared/cookie-names';
import { parseLocalPath } from '@/lib/shared/local-path';
import { readCookie } from '@/lib/shared/read-cookie';
import { pathHeader } from '@/lib/shared/security-headers';
import { Actor, type PersonIdentity } from './actor';
import { roleHas, type Permission } from './permissions';
import { readRequestOrigin } from './request-origin';
import { sessionOptions, type PersonSession } from './session-options';
import { getTenant, type Tenant } from './tenant';

/** Who sends a request to a tenant: the person of a live session, or an anonymous browser. */
export async function readActor(tenant: Tenant, requestHeaders: Headers): Promise<Actor> {
  const origin = readRequestOrigin(requestHeaders);
  const identity = await readSession(tenant, requestHeaders);
  if (identity) return Actor.person(tenant.id, origin, identity);
  const flow = readCookie(requestHeaders.get('cookie'), cookieName('flow', tenant.publicUrl));
  return Actor.anonymous(tenant.id, origin, flow === null ? null : sha256Hex(flow));
}

/** The actor of the running request, in pages, actions and handlers. Unknown host: 404. */
export const getActor = cache(async (): Promise<Actor> => {
  const tenant = await getTenant();
  return readActor(tenant, await headers());
});

/**
 * The actor of a page: signed out leads to the sign-in page and back, a missing permission to 404.
 * The services check again; this only spares people an error page.
 */
export async function requirePageActor(permission: Permission): Promise<Actor> {
  const { actor, person } = await requireSignedIn();
  if (!roleHas(person.role, permission)) notFound();
  return actor;
}

/** The person of a page or layout: signed out leads to the sign-in page and back. */
export async function requireSignedIn(): Promise<{ actor: Actor; person: PersonIdentity }> {
  const actor = await getActor();
  const { identity } = actor;
  if (identity.kind === 'person') return { actor, person: identity.person };
  const path = parseLocalPath((await headers()).get(pathHeader)) ?? '/';
  redirect(path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`);
}

async function readSession(
  tenant: Tenant,
  requestHeaders: Headers,
): Promise<PersonIdentity | null> {
  const name = cookieName('session', tenant.publicUrl);
  const token = readCookie(requestHeaders.get('cookie'), name);
  if (token === null) return null;
  // Only what it needs goes in: no forwarded header, no cookie but the session's.
  const request = { headers: {}, cookies: { [name]: token } };
  const response = { getHeader: () => undefined, setHeader: () => undefined };
  const session = await getServerSession(
    request as unknown as NextApiRequest,
    response as unknown as NextApiResponse,
    sessionOptions(tenant),
  );
  return (session as PersonSession | null)?.identity ?? null;
}
