import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import type { PendingSamlRequestRow } from '@/lib/db/pending-saml-requests';
import { chooseNameIdFormat } from '@/lib/saml/choose-name-id-format';
import { statusCode } from '@/lib/saml/saml-uris';
import type { SamlAnswer } from '@/lib/schemas/saml';
import { AppError } from '@/lib/shared/errors';
import { toLoginKey } from '@/lib/shared/login-key';
import { findWaitingRequest, type RequestProof } from './find-waiting-request';
import { issueResponse } from './issue-response';
import { refuseRequest } from './refuse-request';

/** What the browser does next: sign in first, or carry an answer to the application. */
export type NextStep =
  { readonly kind: 'sign_in' } | { readonly kind: 'answer'; readonly answer: SamlAnswer };

/**
 * Goes on with a stored request, first right after it arrived and again after each sign-in.
 *
 * A live session answers at once, unless the application asks for a new sign-in (ForceAuthn) or for
 * somebody else (login hint): then only a sign-in later than the request does. A passive request that
 * cannot be answered gets a signed `NoPassive` at the registered ACS.
 *
 * @throws AppError `saml.request_gone` when the request is over, unknown, of another tenant or of
 * another browser; `saml.person_refused`; `certificates.no_active_key`.
 */
export async function continueSignOn(
  actor: Actor,
  input: RequestProof & { readonly traceId: string },
): Promise<NextStep> {
  const now = new Date();
  const request = await findWaitingRequest(getDatabase(), actor.tenantId, { ...input, now });
  if (!request) throw new AppError('saml.request_gone', 'No such request waits in this browser');
  const { traceId } = input;
  const format = chooseNameIdFormat(request.nameIdFormat, request.application.nameIdFormat);
  if (format === null) {
    const status = [statusCode.requester, statusCode.invalidNameIdPolicy] as const;
    const reason = 'saml.name_id_format_unsupported';
    return toAnswer(await refuseRequest(actor, { request, status, reason, traceId, now }));
  }
  if (isAnsweredBySession(actor, request)) {
    const nameIdFormat = format;
    return toAnswer(await issueResponse(actor, { request, nameIdFormat, traceId, now }));
  }
  if (!request.isPassive) return { kind: 'sign_in' };
  const status = [statusCode.responder, statusCode.noPassive] as const;
  const reason = 'saml.passive_not_possible';
  return toAnswer(await refuseRequest(actor, { request, status, reason, traceId, now }));
}

function isAnsweredBySession(actor: Actor, request: PendingSamlRequestRow): boolean {
  if (actor.identity.kind !== 'person') return false;
  const { person } = actor.identity;
  if (person.authenticatedAt > request.createdAt) return true;
  if (request.forceAuthn) return false;
  const { loginHint } = request;
  return loginHint === null || toLoginKey(loginHint) === toLoginKey(person.login);
}

function toAnswer(answer: SamlAnswer): NextStep {
  return { kind: 'answer', answer };
}
