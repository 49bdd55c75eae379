import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { randomToken } from '@/lib/crypto/random-token';
import { sha256Hex } from '@/lib/crypto/sha256';
import { findApplicationByEntityId, type ApplicationRow } from '@/lib/db/applications';
import { getDatabase, inTransaction, type Transaction } from '@/lib/db/database';
import { countAttempt } from '@/lib/db/rate-limits';
import { findSamlLogout, insertSamlLogout, updateSamlLogout } from '@/lib/db/saml-logouts';
import { findSessionsNamed, gatherForLogout } from '@/lib/db/saml-sessions';
import { deleteSessionOfUser } from '@/lib/db/sessions';
import { getTenantById } from '@/lib/db/tenants';
import { isUniqueViolation } from '@/lib/db/unique-violation';
import { checkMessage } from '@/lib/saml/check-message';
import type { BindingMessage } from '@/lib/saml/decode-binding';
import {
  parseLogoutRequest,
  parseLogoutResponse,
  type LogoutRequest,
} from '@/lib/saml/parse-logout';
import { statusCode } from '@/lib/saml/saml-uris';
import { hasSignature, verifyMessageSignature } from '@/lib/saml/verify-message';
import { AppError } from '@/lib/shared/errors';
import type { SamlExchange } from '@/lib/shared/saml-exchange';
import { recordExchange } from './record-exchange';
import { samlUrlsOf } from './saml-urls';

/** How long a logout may be on its way, in seconds; as long a request is remembered. */
const logoutTtlSeconds = 900;
const addressLimit = { name: 'saml.logout', max: 600, windowSeconds: 300 };

/** Where the browser goes on: the secret of the next step. */
export interface LogoutTicket {
  readonly secret: string;
}

interface Received {
  readonly message: BindingMessage;
  readonly traceId: string;
  readonly exchange?: SamlExchange;
}

/**
 * Takes in a LogoutRequest or LogoutResponse of an application. Both must be signed with a registered
 * certificate, whatever the application is set up for: anything else would let anybody sign people out
 * (attacks.md C27). A request is taken once. The sessions it names end at once, before any other
 * application is told.
 *
 * @returns the ticket for the next step.
 * @throws AppError `saml.issuer_unknown`, `saml.logout_*`, `saml.signature_*`, and those of reading.
 * Source: SAML Profiles 2.0 §4.4.3.
 */
export async function receiveLogout(actor: Actor, input: Received): Promise<LogoutTicket> {
  const now = new Date();
  const subject = actor.origin.ip ?? 'unknown';
  await countAttempt(getDatabase(), actor.tenantId, { ...addressLimit, subject }, now);
  return input.message.parameter === 'SAMLRequest'
    ? receiveRequest(actor, { ...input, now })
    : receiveResponse(actor, { ...input, now });
}

async function receiveRequest(
  actor: Actor,
  { message, traceId, now }: Received & { readonly now: Date },
): Promise<LogoutTicket> {
  const application = await findSender(actor, parseLogoutRequest(message.xml).issuer);
  if (application.sloUrl === null) throw new AppError('saml.logout_not_set_up');
  const request = await requireGenuine(actor, { application, message, now }, parseLogoutRequest);
  if (request.notOnOrAfter !== null && request.notOnOrAfter <= now) {
    throw new AppError('saml.logout_expired', 'NotOnOrAfter has passed');
  }
  const secret = randomToken();
  const logout = {
    secretHash: sha256Hex(secret),
    initiatorId: application.id,
    requestId: request.id,
    relayState: message.relayState,
    traceId,
    expiresAt: new Date(now.getTime() + logoutTtlSeconds * 1000),
  };
  await refusingReplay(() =>
    inTransaction(async (tx) => {
      const id = await insertSamlLogout(tx, actor.tenantId, logout);
      await endNamedSessions(tx, actor, { logoutId: id, application, request, traceId });
    }),
  );
  return { secret };
}

async function endNamedSessions(
  tx: Transaction,
  actor: Actor,
  named: {
    readonly logoutId: string;
    readonly application: ApplicationRow;
    readonly request: LogoutRequest;
    readonly traceId: string;
  },
): Promise<void> {
  const { logoutId, application, request, traceId } = named;
  const { tenantId } = actor;
  const sessions = await findSessionsNamed(tx, tenantId, {
    applicationId: application.id,
    nameId: request.nameId.value,
    sessionIndexes: request.sessionIndexes,
  });
  for (const session of sessions) await deleteSessionOfUser(tx, tenantId, session);
  const untold = await gatherForLogout(tx, tenantId, {
    id: logoutId,
    sessionIds: sessions.map(({ sessionId }) => sessionId),
    initiatorId: application.id,
  });
  const state = { id: logoutId, currentId: null, currentRequestId: null };
  if (untold > 0) await updateSamlLogout(tx, tenantId, { ...state, isPartial: true });
  const changes = {
    nameId: { after: request.nameId.value },
    sessions: { after: sessions.length },
    trace: { after: traceId },
  };
  await recordExchange(tx, actor, 'application.signed_out', { application, changes });
}

async function receiveResponse(
  actor: Actor,
  { message, exchange, now }: Received & { readonly now: Date },
): Promise<LogoutTicket> {
  const db = getDatabase();
  const { tenantId } = actor;
  const application = await findSender(actor, parseLogoutResponse(message.xml).issuer);
  const response = await requireGenuine(actor, { application, message, now }, parseLogoutResponse);
  const proof = { currentRequestId: response.inResponseTo ?? '' };
  const logout = await findSamlLogout(db, tenantId, { now, proof });
  if (logout?.currentId !== application.id) {
    throw new AppError('saml.logout_gone', 'The response answers no request that waits');
  }
  exchange?.goesOn(logout.traceId);
  const secret = randomToken();
  await inTransaction(async (tx) => {
    const { status } = response;
    const isPartial = logout.isPartial || status.length > 1 || status[0] !== statusCode.success;
    const next = { id: logout.id, secretHash: sha256Hex(secret), isPartial };
    await updateSamlLogout(tx, tenantId, { ...next, currentId: null, currentRequestId: null });
  });
  return { secret };
}

async function findSender(actor: Actor, issuer: string): Promise<ApplicationRow> {
  const application = await findApplicationByEntityId(getDatabase(), actor.tenantId, issuer);
  if (application?.enabled) return application;
  throw new AppError('saml.issuer_unknown', 'No enabled application has this Issuer', {
    details: { issuer: issuer.slice(0, 300) },
  });
}

/** Reads the message again from the octets that were verified. */
async function requireGenuine<
  Message extends {
    readonly issuer: string;
    readonly destination: string | null;
    readonly issueInstant: Date;
  },
>(
  actor: Actor,
  received: {
    readonly application: ApplicationRow;
    readonly message: BindingMessage;
    readonly now: Date;
  },
  parse: (xml: string) => Message,
): Promise<Message> {
  const { application, message, now } = received;
  const certificatePems = application.requestCertificatePems;
  if (certificatePems.length === 0 || !hasSignature(message)) {
    throw new AppError('saml.logout_unsigned', 'Not signed, or no certificate is registered');
  }
  const genuine = parse(verifyMessageSignature({ message, certificatePems }));
  if (genuine.issuer !== application.entityId) {
    throw new AppError('saml.signature_wrong', 'What was signed names another Issuer');
  }
  const { publicUrl } = await getTenantById(getDatabase(), actor.tenantId);
  checkMessage(genuine, { url: samlUrlsOf(publicUrl).sloUrl, isSigned: true, now });
  return genuine;
}

async function refusingReplay(store: () => Promise<void>): Promise<void> {
  try {
    await store();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('saml.logout_replayed', 'This LogoutRequest came before');
  }
}
