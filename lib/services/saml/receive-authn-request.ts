import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { findApplicationByEntityId, type ApplicationRow } from '@/lib/db/applications';
import { getDatabase } from '@/lib/db/database';
import { countAttempt } from '@/lib/db/rate-limits';
import { getTenantById } from '@/lib/db/tenants';
import { networkOf } from '@/lib/net/address-rules';
import { checkMessage } from '@/lib/saml/check-message';
import type { BindingMessage } from '@/lib/saml/decode-binding';
import { parseAuthnRequest, type AuthnRequest } from '@/lib/saml/parse-authn-request';
import { bindingUri } from '@/lib/saml/saml-uris';
import { selectAcs } from '@/lib/saml/select-acs';
import { hasSignature, verifyMessageSignature } from '@/lib/saml/verify-message';
import { AppError, isAppError } from '@/lib/shared/errors';
import { keepRequest, type PendingRequest } from './keep-request';
import { recordExchange } from './record-exchange';
import { samlUrlsOf } from './saml-urls';

/** Generous, because a whole office may share one address. */
const addressLimit = { name: 'saml.request', max: 1200, windowSeconds: 300 };
/** Refusals kept in the audit, so that nobody can flood it from outside. */
const refusalLimit = { name: 'saml.refusal', max: 60, windowSeconds: 300 };

/**
 * Takes in a decoded AuthnRequest of anybody: finds the application by Issuer in this tenant, verifies
 * the signature with its registered certificates, checks Destination, time and ACS, and stores the
 * request bound to this browser. Says nothing about which applications exist: an unknown, a foreign
 * and a disabled one are refused alike (attacks.md C14).
 */
export async function receiveAuthnRequest(
  actor: Actor,
  input: { readonly message: BindingMessage; readonly traceId: string },
): Promise<PendingRequest> {
  const db = getDatabase();
  const now = new Date();
  const { tenantId, origin } = actor;
  await countAttempt(db, tenantId, { ...addressLimit, subject: networkOf(origin.ip) }, now);
  const claimed = parseAuthnRequest(input.message.xml);
  const application = await findApplicationByEntityId(db, tenantId, claimed.issuer);
  if (!application?.enabled) {
    throw new AppError('saml.issuer_unknown', 'No enabled application has this Issuer', {
      details: { issuer: claimed.issuer.slice(0, 300) },
    });
  }
  try {
    return await acceptRequest(actor, { ...input, application, claimed, now });
  } catch (error) {
    await recordRefusal(actor, { application, error, traceId: input.traceId, now });
    throw error;
  }
}

async function acceptRequest(
  actor: Actor,
  input: {
    readonly application: ApplicationRow;
    readonly claimed: AuthnRequest;
    readonly message: BindingMessage;
    readonly traceId: string;
    readonly now: Date;
  },
): Promise<PendingRequest> {
  const { application, message, traceId, now } = input;
  const db = getDatabase();
  const tenant = await getTenantById(db, actor.tenantId);
  const { request, isSigned } = requireGenuine(application, input.claimed, message);
  checkMessage(request, { url: samlUrlsOf(tenant.publicUrl).ssoUrl, isSigned, now });
  const acsUrl = selectAcs(request, application);
  return keepRequest(actor, {
    now,
    applicationId: application.id,
    requestId: request.id,
    acsUrl,
    relayState: message.relayState,
    forceAuthn: request.forceAuthn,
    isPassive: request.isPassive,
    nameIdFormat: request.nameIdFormat,
    allowCreate: request.allowCreate,
    spNameQualifier: request.spNameQualifier,
    authnContexts: request.requestedAuthnContext,
    authnContextComparison: request.authnContextComparison,
    refusal: isBindingSupported(request) ? null : 'saml.binding_unsupported',
    loginHint: request.subjectNameId,
    traceId,
  });
}

/** Answers go by HTTP-POST. */
function isBindingSupported({ protocolBinding }: AuthnRequest): boolean {
  return protocolBinding === null || protocolBinding === bindingUri.post;
}

/** The request as verified, when it must or can be verified; otherwise as it came, unsigned. */
function requireGenuine(
  application: ApplicationRow,
  claimed: AuthnRequest,
  message: BindingMessage,
): { request: AuthnRequest; isSigned: boolean } {
  const certificatePems = application.requestCertificatePems;
  const canVerify = certificatePems.length > 0 && hasSignature(message);
  if (!application.requireSignedRequests && !canVerify) {
    return { request: claimed, isSigned: false };
  }
  const request = parseAuthnRequest(verifyMessageSignature({ message, certificatePems }));
  if (request.issuer !== application.entityId) {
    throw new AppError('saml.signature_wrong', 'What was signed names another Issuer');
  }
  return { request, isSigned: true };
}

async function recordRefusal(
  actor: Actor,
  refusal: {
    readonly application: ApplicationRow;
    readonly error: unknown;
    readonly traceId: string;
    readonly now: Date;
  },
): Promise<void> {
  const { application, error, traceId, now } = refusal;
  if (!isAppError(error) || application.selfTestId !== null) return;
  const db = getDatabase();
  try {
    const limit = { ...refusalLimit, subject: application.id };
    await countAttempt(db, actor.tenantId, limit, now);
  } catch {
    return;
  }
  const changes = { trace: { after: traceId } };
  const { code: reason } = error;
  await recordExchange(db, actor, 'application.refused', { application, changes, reason });
}
