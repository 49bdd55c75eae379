import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import type { PendingSamlRequestRow } from '@/lib/db/pending-saml-requests';
import type { SamlAnswer } from '@/lib/schemas/saml';
import { AppError, isAppError } from '@/lib/shared/errors';
import type { SamlExchange } from '@/lib/shared/saml-exchange';
import { findWaitingRequest, type RequestProof } from './find-waiting-request';
import { isSubjectOf } from './is-subject-of';
import { issueResponse } from './issue-response';
import { judgeRequest, refusals, type Refusal } from './judge-request';
import { refuseRequest } from './refuse-request';

/** What the browser does next: sign in first, or carry an answer to the application. */
export type NextStep =
  { readonly kind: 'sign_in' } | { readonly kind: 'answer'; readonly answer: SamlAnswer };

/**
 * Goes on with a stored request, first right after it arrived and again after each sign-in.
 *
 * A live session answers at once, unless the application asks for a new sign-in (ForceAuthn) or for
 * somebody else (Subject): then only a sign-in later than the request does, and an answer for somebody
 * else than the Subject is never given. What cannot be met is answered with a signed status at the
 * registered ACS: `NoPassive`, `InvalidNameIDPolicy`, `NoAuthnContext`, `UnsupportedBinding`,
 * `RequestDenied`.
 *
 * @throws AppError `saml.request_gone` when the request is over, unknown, of another tenant or of
 * another browser; `saml.person_refused`; `saml.access_denied`; `certificates.no_active_key`.
 */
export async function continueSignOn(
  actor: Actor,
  input: RequestProof & { readonly traceId: string; readonly exchange?: SamlExchange },
): Promise<NextStep> {
  const now = new Date();
  const request = await findWaitingRequest(getDatabase(), actor.tenantId, { ...input, now });
  if (!request) throw new AppError('saml.request_gone', 'No such request waits in this browser');
  input.exchange?.answers(request);
  const traceId = request.traceId ?? input.traceId;
  const refuse = async (refusal: Refusal): Promise<NextStep> => {
    input.exchange?.isRefused(refusal.reason);
    return toAnswer(await refuseRequest(actor, { request, ...refusal, traceId, now }));
  };
  if (request.refusal !== null) return refuse(refusals.binding);
  const isSignedIn = await isAnsweredBySession(actor, request);
  if (!isSignedIn) return request.isPassive ? refuse(refusals.passive) : { kind: 'sign_in' };
  const verdict = await judgeRequest(actor, request);
  if (verdict.kind === 'refused') return refuse(verdict.refusal);
  const { nameIdFormat, authnContext } = verdict;
  return answerOrDeny(request.isPassive, refuse, async () =>
    toAnswer(await issueResponse(actor, { request, nameIdFormat, authnContext, traceId, now })),
  );
}

/** A page may not be shown to a passive request, so who has no access is told by a status. */
async function answerOrDeny(
  isPassive: boolean,
  refuse: (refusal: Refusal) => Promise<NextStep>,
  answer: () => Promise<NextStep>,
): Promise<NextStep> {
  try {
    return await answer();
  } catch (error) {
    const isDenied = isAppError(error) && error.code === 'saml.access_denied';
    if (isDenied && isPassive) return refuse(refusals.access);
    throw error;
  }
}

async function isAnsweredBySession(actor: Actor, request: PendingSamlRequestRow) {
  if (actor.identity.kind !== 'person') return false;
  const { person } = actor.identity;
  const isFresh = person.authenticatedAt > request.createdAt;
  if (request.forceAuthn && !isFresh) return false;
  return isFresh || (await isSubjectOf(getDatabase(), actor, request));
}

function toAnswer(answer: SamlAnswer): NextStep {
  return { kind: 'answer', answer };
}
