import 'server-only';
import { randomBytes } from 'node:crypto';
import type { Actor } from '@/lib/auth/actor';
import { config } from '@/lib/config/config';
import { mayOpenApplication } from '@/lib/db/application-access';
import {
  findApplicationById,
  touchApplicationSignIn,
  type ApplicationRow,
} from '@/lib/db/applications';
import { inTransaction, type Transaction } from '@/lib/db/database';
import {
  consumePendingSamlRequest,
  type PendingSamlRequestRow,
} from '@/lib/db/pending-saml-requests';
import { insertSamlSession } from '@/lib/db/saml-sessions';
import { getTenantById } from '@/lib/db/tenants';
import { findUserById, type UserRow } from '@/lib/db/users';
import { buildResponse, type ResponseOptions } from '@/lib/saml/build-response';
import { encodePostBinding } from '@/lib/saml/encode-binding';
import { readEncryptionKey } from '@/lib/saml/encrypt-assertion';
import { toSamlId } from '@/lib/saml/saml-id';
import type { NameId } from '@/lib/saml/write-assertion';
import type { SamlAnswer } from '@/lib/schemas/saml';
import { AppError } from '@/lib/shared/errors';
import { describePerson } from './describe-person';
import { loadSigner } from './load-signer';
import { recordExchange } from './record-exchange';
import { samlUrlsOf } from './saml-urls';

interface IssueInput {
  readonly request: PendingSamlRequestRow;
  readonly nameIdFormat: string;
  readonly authnContext: string;
  readonly traceId: string;
  readonly now: Date;
}

interface IssueParts extends IssueInput {
  readonly application: ApplicationRow;
  readonly user: UserRow;
  readonly issuer: string;
}

/**
 * Signs the person of the session in to the application of a request: uses the request up, writes the
 * assertion and notes it, all in one transaction. Person, application, access and ACS are read again,
 * so that whoever was disabled in the middle is refused (attacks.md C29) and a request answers once
 * (C24).
 */
export async function issueResponse(actor: Actor, input: IssueInput): Promise<SamlAnswer> {
  const { request, now } = input;
  const { tenantId } = actor;
  return inTransaction(async (tx) => {
    const user = await requireEnabledUser(tx, actor);
    const application = await findApplicationById(tx, tenantId, request.application.id);
    const isCurrent = application?.enabled && application.acsUrls.includes(request.acsUrl);
    if (!isCurrent) throw new AppError('saml.request_gone', 'The application has changed');
    await requireAccess(tx, actor, { applicationId: application.id, userId: user.id });
    if (!(await consumePendingSamlRequest(tx, tenantId, { id: request.id, now }))) {
      throw new AppError('saml.request_gone', 'Answered already');
    }
    const { publicUrl } = await getTenantById(tx, tenantId);
    const issuer = samlUrlsOf(publicUrl).entityId;
    const { xml, nameId } = await writeResponse(tx, actor, { ...input, application, user, issuer });
    await noteSignIn(tx, actor, { ...input, application, nameId });
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

async function requireAccess(
  tx: Transaction,
  actor: Actor,
  target: { readonly applicationId: string; readonly userId: string },
): Promise<void> {
  if (await mayOpenApplication(tx, actor.tenantId, target)) return;
  throw new AppError('saml.access_denied', 'The application is not for this person');
}

async function writeResponse(
  tx: Transaction,
  actor: Actor,
  parts: IssueParts,
): Promise<{ xml: string; nameId: NameId }> {
  const { request, application, user, issuer } = parts;
  const { amr, authenticatedAt, sessionId } = actor.requirePerson('account.manage');
  const about = { application, user, amr, format: parts.nameIdFormat, idpEntityId: issuer };
  const { nameId, attributes } = await describePerson(tx, actor.tenantId, about);
  const sessionIndex = toSamlId(randomBytes(20));
  const xml = await buildResponse({
    responseId: toSamlId(randomBytes(20)),
    assertionId: toSamlId(randomBytes(20)),
    sessionIndex,
    now: parts.now,
    issuer,
    acsUrl: request.acsUrl,
    inResponseTo: request.requestId,
    audience: application.entityId,
    nameId,
    authnInstant: authenticatedAt,
    authnContextClassRef: parts.authnContext,
    attributes,
    ...lifetimesOf(application, parts.now),
    signer: await loadSigner(tx, actor.tenantId),
    ...protectionOf(application),
  });
  await insertSamlSession(tx, actor.tenantId, {
    sessionId,
    userId: user.id,
    applicationId: application.id,
    nameId: nameId.value,
    nameIdFormat: nameId.format,
    sessionIndex,
    expiresAt: new Date(parts.now.getTime() + config().session.absoluteSeconds * 1000),
  });
  return { xml, nameId };
}

const signs = {
  RESPONSE_AND_ASSERTION: 'both',
  ASSERTION: 'assertion',
  RESPONSE: 'response',
} as const;

function protectionOf(application: ApplicationRow): Pick<ResponseOptions, 'signs' | 'recipient'> {
  const { encryption, encryptionCertificatePem, signedParts } = application;
  if (encryption === 'REQUIRED' && encryptionCertificatePem === null) {
    throw new AppError('saml.encryption_key_unusable', 'Required, but there is no certificate');
  }
  if (encryption === 'OFF' || encryptionCertificatePem === null) {
    return { signs: signs[signedParts] };
  }
  const randomness = { key: randomBytes(32), nonce: randomBytes(12) };
  const publicKey = readEncryptionKey(encryptionCertificatePem);
  return { signs: signs[signedParts], recipient: { publicKey, randomness } };
}

function lifetimesOf({ assertionSeconds, sessionSeconds }: ApplicationRow, now: Date) {
  const lifetime = { lifetimeSeconds: assertionSeconds };
  if (sessionSeconds === null) return lifetime;
  return { ...lifetime, sessionNotOnOrAfter: new Date(now.getTime() + sessionSeconds * 1000) };
}

async function noteSignIn(
  tx: Transaction,
  actor: Actor,
  parts: IssueInput & { readonly application: ApplicationRow; readonly nameId: NameId },
): Promise<void> {
  const { application, request, nameId, now, traceId } = parts;
  await touchApplicationSignIn(tx, actor.tenantId, { id: application.id, at: now });
  const changes = {
    nameId: { after: nameId.value },
    acsUrl: { after: request.acsUrl },
    amr: { after: actor.requirePerson('account.manage').amr },
    trace: { after: traceId },
  };
  await recordExchange(tx, actor, 'application.opened', { application, changes });
}
