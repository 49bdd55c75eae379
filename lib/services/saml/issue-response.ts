import 'server-only';
import { randomBytes } from 'node:crypto';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { findApplicationById, touchApplicationSignIn } from '@/lib/db/applications';
import { inTransaction, type Transaction } from '@/lib/db/database';
import {
  consumePendingSamlRequest,
  type PendingSamlRequestRow,
} from '@/lib/db/pending-saml-requests';
import { getTenantById } from '@/lib/db/tenants';
import { findUserById, type UserRow } from '@/lib/db/users';
import { buildResponse } from '@/lib/saml/build-response';
import { encodePostBinding } from '@/lib/saml/encode-binding';
import { toSamlId } from '@/lib/saml/saml-id';
import { authnContextUnspecified } from '@/lib/saml/saml-uris';
import type { Signer } from '@/lib/saml/sign-element';
import type { SamlAnswer } from '@/lib/schemas/saml';
import { AppError } from '@/lib/shared/errors';
import { loadSigner } from './load-signer';
import { samlUrlsOf } from './saml-urls';

interface IssueInput {
  readonly request: PendingSamlRequestRow;
  readonly nameIdFormat: string;
  readonly traceId: string;
  readonly now: Date;
}

/**
 * Signs the person of the session in to the application of a request: uses the request up, writes the
 * assertion and notes it, all in one transaction. Person, application and ACS are read again, so that
 * whoever was disabled in the middle is refused (attacks.md C29) and a request answers once (C24).
 */
export async function issueResponse(actor: Actor, input: IssueInput): Promise<SamlAnswer> {
  const { request, traceId, now } = input;
  const { tenantId } = actor;
  return inTransaction(async (tx) => {
    const user = await requireEnabledUser(tx, actor);
    const application = await findApplicationById(tx, tenantId, request.application.id);
    const isCurrent = application?.enabled && application.acsUrls.includes(request.acsUrl);
    if (!isCurrent || !(await consumePendingSamlRequest(tx, tenantId, { id: request.id, now }))) {
      throw new AppError('saml.request_gone', 'Answered already, or the application has changed');
    }
    const { publicUrl } = await getTenantById(tx, tenantId);
    const signer = await loadSigner(tx, tenantId);
    const xml = await writeResponse(actor, { ...input, user, publicUrl, signer });
    await touchApplicationSignIn(tx, tenantId, { id: application.id, at: now });
    const target = { type: 'application', id: application.id, label: application.name };
    await recordAudit(tx, actor, 'application.opened', target, {
      nameId: { after: user.login },
      acsUrl: { after: request.acsUrl },
      amr: { after: actor.requirePerson('account.manage').amr },
      trace: { after: traceId },
    });
    return {
      acsUrl: request.acsUrl,
      applicationName: application.name,
      samlResponse: encodePostBinding(xml),
      relayState: request.relayState,
    };
  });
}

async function requireEnabledUser(tx: Transaction, actor: Actor): Promise<UserRow> {
  const { userId } = actor.requirePerson('account.manage');
  const user = await findUserById(tx, actor.tenantId, userId);
  if (!user || user.disabledAt) {
    throw new AppError('saml.person_refused', 'The person is disabled or gone');
  }
  return user;
}

async function writeResponse(
  actor: Actor,
  parts: IssueInput & {
    readonly user: UserRow;
    readonly publicUrl: string;
    readonly signer: Signer;
  },
): Promise<string> {
  const { request, user } = parts;
  const person = actor.requirePerson('account.manage');
  return buildResponse({
    responseId: toSamlId(randomBytes(20)),
    assertionId: toSamlId(randomBytes(20)),
    sessionIndex: toSamlId(randomBytes(20)),
    now: parts.now,
    issuer: samlUrlsOf(parts.publicUrl).entityId,
    acsUrl: request.acsUrl,
    inResponseTo: request.requestId,
    audience: request.application.entityId,
    nameId: { value: user.login, format: parts.nameIdFormat },
    authnInstant: person.authenticatedAt,
    authnContextClassRef: authnContextUnspecified,
    attributes: [
      { name: 'email', values: [user.email] },
      { name: 'firstName', values: [user.firstName] },
      { name: 'lastName', values: [user.lastName] },
      { name: 'session.amr', values: person.amr },
    ],
    signer: parts.signer,
  });
}
