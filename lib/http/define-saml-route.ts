import 'server-only';
import { randomBytes } from 'node:crypto';
import { unstable_rethrow } from 'next/navigation';
import type { Actor } from '@/lib/auth/actor';
import { readActor } from '@/lib/auth/current-actor';
import { findTenantByHost, type Tenant } from '@/lib/auth/tenant';
import { log } from '@/lib/log/log';
import { isSecureOrigin } from '@/lib/shared/cookie-names';
import { AppError, isAppError } from '@/lib/shared/errors';
import { withSecurityHeaders } from './headers';
import { samlErrorPage } from './saml-error-page';

/** What every SAML handler gets. */
export interface SamlRouteInput {
  readonly actor: Actor;
  readonly tenant: Tenant;
  readonly request: Request;
  /** Random; on the error page, in the log and in the audit. */
  readonly traceId: string;
}

/**
 * Defines a SAML endpoint: answers are XML, form posts, redirects, or a page for a person. Unlike
 * `defineRoute` it takes POSTs from other origins, because that is what the HTTP-POST binding is;
 * what they say is proven by the message itself.
 *
 * @throws nothing: an AppError becomes its status and public sentence on a page with the trace id, and
 * is logged under it with the private message; anything else is a bug and becomes `request.internal`.
 */
export function defineSamlRoute(
  handler: (input: SamlRouteInput) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const traceId = randomBytes(8).toString('hex');
    let secure = false;
    try {
      const tenant = await findTenantByHost(request.headers.get('host'));
      if (!tenant) throw new AppError('request.not_found', 'No tenant has this host');
      secure = isSecureOrigin(tenant.publicUrl);
      const actor = await readActor(tenant, request.headers);
      return withSecurityHeaders(await handler({ actor, tenant, request, traceId }), { secure });
    } catch (error) {
      unstable_rethrow(error);
      return withSecurityHeaders(refuse(error, traceId), { secure });
    }
  };
}

function refuse(error: unknown, traceId: string): Response {
  if (isAppError(error)) {
    const { code, message: reason, details, status, publicMessage } = error;
    log.info({ trace: traceId, code, reason, ...details }, 'SAML request refused');
    return samlErrorPage({ status, message: publicMessage, traceId });
  }
  log.error({ trace: traceId, err: error }, 'SAML request failed');
  const { status, publicMessage } = new AppError('request.internal');
  return samlErrorPage({ status, message: publicMessage, traceId });
}
