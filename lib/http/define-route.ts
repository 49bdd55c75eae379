import 'server-only';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import type { Actor } from '@/lib/auth/actor';
import { readActor } from '@/lib/auth/current-actor';
import type { Permission } from '@/lib/auth/permissions';
import { findTenantByHost, type Tenant } from '@/lib/auth/tenant';
import { config } from '@/lib/config/config';
import { isSecureHost } from '@/lib/config/public-url';
import { AppError } from '@/lib/shared/errors';
import { errorResponse } from './error-response';
import { withSecurityHeaders } from './headers';
import { parseWith, readBody, type BodyType } from './read-body';

/** Who may call a route. `recent` asks for a passkey used within the last five minutes. */
export type RouteAuth =
  | { readonly kind: 'public' }
  | { readonly kind: 'permission'; readonly permission: Permission; readonly recent?: boolean };

type Schema = z.ZodType | undefined;
type Parsed<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined;
type Reply<R extends Schema> = Response | (R extends z.ZodType<object> ? z.input<R> : object);

/** What a route takes and gives. Absent schemas read nothing. */
export interface RouteShape<
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  R extends Schema,
> {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Default `json`. */
  readonly bodyType?: BodyType;
  /** Default 64 KiB. */
  readonly maxBodyBytes?: number;
  /** What is sent is checked too: fields it does not name are left out. */
  readonly response?: R;
}

/** What every handler gets. */
export interface RouteInput<P extends Schema, Q extends Schema, B extends Schema> {
  readonly params: Parsed<P>;
  readonly query: Parsed<Q>;
  readonly body: Parsed<B>;
  readonly request: Request;
  /** Adds a Set-Cookie value from `serializeCookie` to the answer. */
  readonly setCookie: (serialized: string) => void;
}

/** A handler as Next.js calls it. */
export type NextHandler = (
  request: Request,
  context: { readonly params: Promise<unknown> },
) => Promise<Response>;

interface TenantInput {
  readonly actor: Actor;
  readonly tenant: Tenant;
}

const defaultMaxBodyBytes = 64 * 1024;
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Defines a route handler of a tenant: the only way to write one, next to
 * {@link defineInstallationRoute}. The guard is part of the definition. In this order: tenant by
 * the exact configured host, Origin of state-changing requests, session and permission, then the
 * shapes of parameters, query and body.
 *
 * @throws nothing: an AppError becomes its status with `{ error: { code, message } }`, anything else
 * a 500 `request.internal` with a logged id.
 */
export function defineRoute<
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
  R extends Schema = undefined,
>(
  definition: RouteShape<P, Q, B, R> & { readonly auth: RouteAuth },
  handler: (input: RouteInput<P, Q, B> & TenantInput) => Promise<Reply<R>>,
): NextHandler {
  return async (request, context) =>
    answer(request, async (cookies) => {
      const tenant = await findTenantByHost(request.headers.get('host'));
      if (!tenant) throw new AppError('request.not_found', 'No tenant has this host');
      requireOrigin(request, tenant.publicUrl);
      const actor = await readActor(tenant, request.headers);
      authorise(actor, definition.auth);
      const input = await readInput(definition, { request, context, cookies });
      return checkReply(definition.response, await handler({ ...input, actor, tenant }));
    });
}

/**
 * Defines a route handler of the installation itself, for when there is no tenant yet (first run)
 * or its link decides (a new owner), or none is meant (health). State-changing requests need the
 * Origin of the tenant with this host, or of the configured base URL while there is none.
 */
export function defineInstallationRoute<
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
  R extends Schema = undefined,
>(
  definition: RouteShape<P, Q, B, R>,
  handler: (input: RouteInput<P, Q, B>) => Promise<Reply<R>>,
): NextHandler {
  return async (request, context) =>
    answer(request, async (cookies) => {
      await requireKnownOrigin(request);
      const input = await readInput(definition, { request, context, cookies });
      return checkReply(definition.response, await handler(input));
    });
}

async function answer(
  request: Request,
  run: (cookies: string[]) => Promise<Response>,
): Promise<Response> {
  const secure = isSecureHost(request.headers.get('host'), config().baseUrl);
  const cookies: string[] = [];
  try {
    const response = withSecurityHeaders(await run(cookies), { secure });
    for (const cookie of cookies) response.headers.append('Set-Cookie', cookie);
    return response;
  } catch (error) {
    unstable_rethrow(error);
    return withSecurityHeaders(errorResponse(error), { secure });
  }
}

async function requireKnownOrigin(request: Request): Promise<void> {
  if (safeMethods.has(request.method)) return;
  const tenant = await findTenantByHost(request.headers.get('host'));
  requireOrigin(request, tenant?.publicUrl ?? new URL(config().baseUrl).origin);
}

/** A browser sends the Origin of the page with every state-changing request; ours is known. */
function requireOrigin(request: Request, publicUrl: string): void {
  if (safeMethods.has(request.method)) return;
  const origin = request.headers.get('origin');
  if (origin === publicUrl) return;
  throw new AppError('request.foreign_origin', undefined, {
    details: { got: origin?.slice(0, 200) ?? null, expected: publicUrl },
  });
}

function authorise(actor: Actor, auth: RouteAuth): void {
  if (auth.kind === 'public') return;
  if (auth.recent) actor.requireRecentPerson(auth.permission, new Date());
  else actor.requirePerson(auth.permission);
}

async function readInput<P extends Schema, Q extends Schema, B extends Schema, R extends Schema>(
  shape: RouteShape<P, Q, B, R>,
  incoming: {
    readonly request: Request;
    readonly context: { readonly params: Promise<unknown> };
    readonly cookies: string[];
  },
): Promise<RouteInput<P, Q, B>> {
  const { request, context, cookies } = incoming;
  const params = shape.params && parseWith(shape.params, await context.params);
  const query =
    shape.query && parseWith(shape.query, Object.fromEntries(new URL(request.url).searchParams));
  const body =
    shape.body &&
    (await readBody(request, {
      type: shape.bodyType ?? 'json',
      maxBytes: shape.maxBodyBytes ?? defaultMaxBodyBytes,
      schema: shape.body,
    }));
  return {
    params: params as Parsed<P>,
    query: query as Parsed<Q>,
    body: body as Parsed<B>,
    request,
    setCookie: (serialized) => void cookies.push(serialized),
  };
}

function checkReply(schema: Schema, reply: unknown): Response {
  if (reply instanceof Response) return reply;
  return Response.json(schema ? schema.parse(reply) : reply);
}
