import 'server-only';
import { randomBytes } from 'node:crypto';
import type { Actor } from '@/lib/auth/actor';
import { sha256Hex } from '@/lib/crypto/sha256';
import { findApplicationById, type ApplicationRow } from '@/lib/db/applications';
import { inTransaction, type Transaction } from '@/lib/db/database';
import {
  closeSamlLogout,
  findSamlLogout,
  updateSamlLogout,
  type SamlLogoutRow,
} from '@/lib/db/saml-logouts';
import { takeNextParticipant, type LogoutParticipant } from '@/lib/db/saml-sessions';
import { getTenantById } from '@/lib/db/tenants';
import {
  sendLogout,
  writeLogoutRequest,
  writeLogoutResponse,
  type LogoutCarrier,
} from '@/lib/saml/build-logout';
import { toSamlId } from '@/lib/saml/saml-id';
import { nameIdFormat, statusCode } from '@/lib/saml/saml-uris';
import type { LogoutStep } from '@/lib/schemas/saml';
import { AppError } from '@/lib/shared/errors';
import type { SamlExchange } from '@/lib/shared/saml-exchange';
import { loadSigner } from './load-signer';
import { samlUrlsOf } from './saml-urls';

interface Context {
  readonly actor: Actor;
  readonly logout: SamlLogoutRow;
  readonly entityId: string;
  readonly now: Date;
}

/**
 * The next step of a logout: the LogoutRequest for the next application of the session, or at the end
 * the LogoutResponse for the one that asked, or the sign-in page when nobody did. An application that
 * never answers keeps the browser; the session here ended before it was told.
 *
 * @throws AppError `saml.logout_gone` for an address that is over, unknown or of another tenant.
 * Source: SAML Profiles 2.0 §4.4.3.
 */
export async function continueLogout(
  actor: Actor,
  secret: string,
  exchange?: SamlExchange,
): Promise<LogoutStep> {
  const now = new Date();
  const proof = { secretHash: sha256Hex(secret) };
  return inTransaction(async (tx) => {
    const logout = await findSamlLogout(tx, actor.tenantId, { now, proof });
    if (!logout) throw new AppError('saml.logout_gone', 'No logout has this address');
    exchange?.goesOn(logout.traceId);
    const { publicUrl } = await getTenantById(tx, actor.tenantId);
    const context = { actor, logout, entityId: samlUrlsOf(publicUrl).entityId, now };
    const told = await tellNext(tx, context);
    if (told) return told;
    exchange?.finish();
    return answerInitiator(tx, context);
  });
}

async function tellNext(tx: Transaction, context: Context): Promise<LogoutStep | null> {
  const { actor, logout } = context;
  let { isPartial } = logout;
  for (;;) {
    const participant = await takeNextParticipant(tx, actor.tenantId, logout.id);
    if (!participant) break;
    const application = await findApplicationById(tx, actor.tenantId, participant.applicationId);
    // Whoever was told last and did not answer has been passed over.
    if (application?.sloUrl) return tell(tx, { ...context, participant, application, isPartial });
    isPartial = true;
  }
  if (isPartial !== logout.isPartial) {
    const { id, currentId, currentRequestId } = logout;
    await updateSamlLogout(tx, actor.tenantId, { id, currentId, currentRequestId, isPartial });
  }
  return null;
}

async function tell(
  tx: Transaction,
  context: Context & {
    readonly participant: LogoutParticipant;
    readonly application: ApplicationRow;
    readonly isPartial: boolean;
  },
): Promise<LogoutStep> {
  const { actor, logout, participant, application, entityId, now, isPartial } = context;
  const { nameId: value, nameIdFormat: format, sessionIndexes } = participant;
  const isQualified = format === nameIdFormat.persistent || format === nameIdFormat.transient;
  const qualifiers = { qualifiers: { idp: entityId, sp: application.entityId } };
  const requestId = toSamlId(randomBytes(20));
  await updateSamlLogout(tx, actor.tenantId, {
    id: logout.id,
    currentId: application.id,
    currentRequestId: requestId,
    isPartial: isPartial || logout.currentId !== null,
  });
  const message = writeLogoutRequest({
    id: requestId,
    now,
    issuer: entityId,
    destination: application.sloUrl ?? '',
    nameId: { value, format, ...(isQualified ? qualifiers : {}) },
    sessionIndexes,
  });
  const carrier = await sendLogout(message, {
    binding: bindingOf(application),
    relayState: null,
    signer: await loadSigner(tx, actor.tenantId),
  });
  return toStep(carrier, application.name);
}

async function answerInitiator(tx: Transaction, context: Context): Promise<LogoutStep> {
  const { actor, logout, entityId, now } = context;
  await closeSamlLogout(tx, actor.tenantId, logout.id);
  const initiator =
    logout.initiatorId === null
      ? null
      : await findApplicationById(tx, actor.tenantId, logout.initiatorId);
  const destination = initiator?.sloResponseUrl ?? initiator?.sloUrl;
  if (!initiator || !destination || logout.requestId === null) return { kind: 'signed_out' };
  const isPartial = logout.isPartial || logout.currentId !== null;
  const message = writeLogoutResponse({
    id: toSamlId(randomBytes(20)),
    now,
    issuer: entityId,
    destination,
    inResponseTo: logout.requestId,
    status: isPartial ? [statusCode.success, statusCode.partialLogout] : [statusCode.success],
  });
  const carrier = await sendLogout(message, {
    binding: bindingOf(initiator),
    relayState: logout.relayState,
    signer: await loadSigner(tx, actor.tenantId),
  });
  return toStep(carrier, initiator.name);
}

function bindingOf({ sloBinding }: ApplicationRow): 'post' | 'redirect' {
  return sloBinding === 'redirect' ? 'redirect' : 'post';
}

function toStep(carrier: LogoutCarrier, applicationName: string): LogoutStep {
  if (carrier.binding === 'redirect') return { kind: 'go', url: carrier.url };
  return { kind: 'form', url: carrier.url, fields: carrier.fields, applicationName };
}
