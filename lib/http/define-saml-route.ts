import 'server-only';
import { randomBytes } from 'node:crypto';
import { unstable_rethrow } from 'next/navigation';
import type { Actor } from '@/lib/auth/actor';
import { readActor } from '@/lib/auth/current-actor';
import { findTenantByHost, type Tenant } from '@/lib/auth/tenant';
import { log } from '@/lib/log/log';
import { isSecureOrigin } from '@/lib/shared/cookie-names';
import { AppError, isAppError } from '@/lib/shared/errors';
import { SamlExchange, type ExchangeKind } from '@/lib/shared/saml-exchange';
import { withSecurityHeaders } from './headers';
import { samlErrorPage } from './saml-error-page';

/** What every SAML handler gets. */
export interface SamlRouteInput {
  readonly actor: Actor;
  readonly tenant: Tenant;
  readonly request: Request;
  /** What becomes of it; its id is on the error page, in the log and in the audit. */
  readonly exchange: SamlExchange;
  /** Random; that of the exchange unless it goes on with a stored one. */
  readonly traceId: string;
}

/** How what happened at an endpoint is kept. */
export interface SamlTracing {
  readonly kind: ExchangeKind;
  /** A failure of it is logged and changes nothing. */
  readonly keep: (
    actor: Actor,
    kept: {
      readonly exchange: SamlExchange;
      readonly publicUrl: string;
      /** Null when the request was handled. */
      readonly error: unknown;
    },
  ) => Promise<void>;
}

/**
 * Defines a SAML endpoint: answers are XML, form posts, redirects, or a page for a person. Unlike
 * `defineRoute` it takes POSTs from other origins, because that is what the HTTP-POST binding is;
 * what they say is proven by the message itself.
 *
 * @param tracing keeps a trace of every request, before it is answered; none is kept without.
 * @throws nothing: an AppError becomes its status and public sentence on a page with the trace id, and
 * is logged under it with the private message; anything else is a bug and becomes `request.internal`.
 */
export function defineSamlRoute(
  handler: (input: SamlRouteInput) => Promise<Response>,
  tracing?: SamlTracing,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const traceId = randomBytes(8).toString('hex');
    const kind = tracing?.kind ?? 'SSO';
    const exchange = new SamlExchange({ id: traceId, kind, at: new Date() });
    let secure = false;
    let keep: (error: unknown) => Promise<void> = () => Promise.resolve();
    try {
      const tenant = await findTenantByHost(request.headers.get('host'));
      if (!tenant) throw new AppError('request.not_found', 'No tenant has this host');
      secure = isSecureOrigin(tenant.publicUrl);
      const actor = await readActor(tenant, request.headers);
      const { publicUrl } = tenant;
      if (tracing) keep = (error) => tracing.keep(actor, { exchange, publicUrl, error });
      const response = await handler({ actor, tenant, request, exchange, traceId });
      await quietly(keep(null), exchange.id);
      return withSecurityHeaders(response, { secure });
    } catch (error) {
      unstable_rethrow(error);
      await quietly(keep(error), exchange.id);
      return withSecurityHeaders(refuse(error, exchange), { secure });
    }
  };
}

/** Nobody's sign-in fails because its trace cannot be written. */
async function quietly(keeping: Promise<void>, traceId: string): Promise<void> {
  try {
    await keeping;
  } catch (error) {
    log.error({ trace: traceId, err: error }, 'The trace of a SAML exchange could not be kept');
  }
}

function refuse(error: unknown, { id: traceId, kind }: SamlExchange): Response {
  const usual = kind === 'SLO' ? 'The sign-out did not finish' : undefined;
  if (isAppError(error)) {
    const { code, message: reason, details, status, publicMessage } = error;
    log.info({ trace: traceId, code, reason, ...details }, 'SAML request refused');
    // Who only lacks access is signed in all the same.
    const title = code === 'saml.access_denied' ? 'No access' : usual;
    return samlErrorPage({ title, status, message: publicMessage, traceId });
  }
  log.error({ trace: traceId, err: error }, 'SAML request failed');
  const { status, publicMessage } = new AppError('request.internal');
  return samlErrorPage({ title: usual, status, message: publicMessage, traceId });
}
