import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import type { PendingSamlRequestRow } from '@/lib/db/pending-saml-requests';
import { findPersistentNameId } from '@/lib/db/persistent-name-ids';
import { authnContextOf, chooseAuthnContext } from '@/lib/saml/choose-authn-context';
import { chooseNameIdFormat } from '@/lib/saml/choose-name-id';
import { nameIdFormat, statusCode } from '@/lib/saml/saml-uris';
import type { ErrorCode } from '@/lib/shared/error-codes';
import { isSubjectOf } from './is-subject-of';

/** A status of two levels, and why, for the audit. */
export interface Refusal {
  readonly status: readonly [string, string];
  readonly reason: ErrorCode;
}

/** Every way a request that came in properly can still not be answered with an assertion. */
export const refusals = {
  binding: {
    status: [statusCode.requester, statusCode.unsupportedBinding],
    reason: 'saml.binding_unsupported',
  },
  passive: {
    status: [statusCode.responder, statusCode.noPassive],
    reason: 'saml.passive_not_possible',
  },
  nameId: {
    status: [statusCode.requester, statusCode.invalidNameIdPolicy],
    reason: 'saml.name_id_format_unsupported',
  },
  context: {
    status: [statusCode.requester, statusCode.noAuthnContext],
    reason: 'saml.authn_context_unsupported',
  },
  access: {
    status: [statusCode.responder, statusCode.requestDenied],
    reason: 'saml.access_denied',
  },
  subject: {
    status: [statusCode.responder, statusCode.requestDenied],
    reason: 'saml.subject_is_another',
  },
} as const satisfies Record<string, Refusal>;

/** What the answer says, or why there is none. */
type Verdict =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'answer'; readonly nameIdFormat: string; readonly authnContext: string };

/** Judges what a request asks for against the application and the person of the session. */
export async function judgeRequest(actor: Actor, request: PendingSamlRequestRow): Promise<Verdict> {
  const { amr } = actor.requirePerson('account.manage');
  // Okta's Subject is what was typed there: a hint, in any form of the login.
  const isBound = request.application.kind !== 'OKTA_SAML';
  if (isBound && !(await isSubjectOf(getDatabase(), actor, request))) {
    return { kind: 'refused', refusal: refusals.subject };
  }
  const format = await chooseName(actor, request);
  if (format === null) return { kind: 'refused', refusal: refusals.nameId };
  const authnContext = chooseContext(request, amr);
  if (authnContext === null) return { kind: 'refused', refusal: refusals.context };
  return { kind: 'answer', nameIdFormat: format, authnContext };
}

/** Okta is only ever given the login, so it may not ask for a name of another kind. */
const offered = {
  OKTA_SAML: [nameIdFormat.emailAddress],
  CUSTOM_SAML: [nameIdFormat.emailAddress, nameIdFormat.persistent, nameIdFormat.transient],
};

async function chooseName(actor: Actor, request: PendingSamlRequestRow): Promise<string | null> {
  const { application, spNameQualifier } = request;
  const format = chooseNameIdFormat(
    { format: request.nameIdFormat, spNameQualifier },
    {
      entityId: application.entityId,
      registered: application.nameIdFormat,
      alsoOffered: offered[application.kind],
    },
  );
  const mayNotCreate = format === nameIdFormat.persistent && request.allowCreate === false;
  if (!mayNotCreate || application.kind === 'OKTA_SAML') return format;
  const { userId } = actor.requirePerson('account.manage');
  const of = { applicationId: application.id, userId };
  return (await findPersistentNameId(getDatabase(), actor.tenantId, of)) === null ? null : format;
}

function chooseContext(request: PendingSamlRequestRow, amr: readonly string[]): string | null {
  const requested = {
    classes: request.authnContexts,
    comparison: request.authnContextComparison,
  };
  const chosen = chooseAuthnContext(requested, amr);
  return request.application.honoursAuthnContext ? chosen : (chosen ?? authnContextOf(amr));
}
