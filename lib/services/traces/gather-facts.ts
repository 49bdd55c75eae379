import 'server-only';
import type { Actor, PersonIdentity } from '@/lib/auth/actor';
import { listGrantsOfPeople } from '@/lib/db/application-access';
import { listGrantedGroups } from '@/lib/db/application-grants';
import {
  findApplicationByEntityId,
  findApplicationById,
  type ApplicationRow,
} from '@/lib/db/applications';
import { getDatabase } from '@/lib/db/database';
import { findRequestFate } from '@/lib/db/saml-traces';
import { parseAuthnRequest, type AuthnRequest } from '@/lib/saml/parse-authn-request';
import { parseLogoutRequest, parseLogoutResponse } from '@/lib/saml/parse-logout';
import { explainAccess } from '@/lib/schemas/application-access';
import { isAppError } from '@/lib/shared/errors';
import type { ExchangeMessage, SamlExchange } from '@/lib/shared/saml-exchange';

/** How many chosen groups a check names. */
const namedGroups = 5;

/** What a message says of itself, as far as it can be read. Nothing of it is verified. */
export interface ClaimedMessage {
  readonly issuer: string;
  readonly issueInstant: Date;
  readonly destination: string | null;
  /** Only of a sign-in request. */
  readonly request: AuthnRequest | null;
}

/** What is known of an exchange when one HTTP request of it is over. */
export interface ExchangeFacts {
  readonly exchange: SamlExchange;
  readonly publicUrl: string;
  readonly incoming: ExchangeMessage | null;
  readonly claimed: ClaimedMessage | null;
  readonly application: ApplicationRow | null;
  readonly person: PersonIdentity | null;
  /** Code of the catalogue; null when all went well. */
  readonly code: string | null;
  /** What was got, as the private message says. */
  readonly reason: string | null;
  /** What became of the stored request that could not be gone on with. */
  readonly fate: string | null;
  /** Why the person may open the application or may not; null unless it is limited. */
  readonly access: { readonly wanted: string; readonly has: string } | null;
  readonly now: Date;
}

/** Gathers what a trace says: reads the message once more and looks its application up. */
export async function gatherFacts(
  actor: Actor,
  kept: { readonly exchange: SamlExchange; readonly publicUrl: string; readonly error: unknown },
): Promise<ExchangeFacts> {
  const { exchange, publicUrl, error } = kept;
  const incoming = exchange.messages.find(({ direction }) => direction === 'in') ?? null;
  const claimed = incoming && readClaimed(incoming, exchange);
  const gone = exchange.request ? null : await findFate(actor, exchange);
  const issuer = claimed?.issuer ?? null;
  const { fate = null, applicationId = null } = gone ?? {};
  const application = await findApplication(actor, issuer, knownId(exchange) ?? applicationId);
  const person = personOf(actor);
  return {
    ...{ exchange, publicUrl, incoming, claimed, fate, application, person },
    access: await describeAccess(actor, { application, person }),
    ...refusalOf(error, exchange),
    now: new Date(),
  };
}

/** Which grants there are, and which of them the person has. */
async function describeAccess(
  actor: Actor,
  { application, person }: Pick<ExchangeFacts, 'application' | 'person'>,
): Promise<ExchangeFacts['access']> {
  if (!person || application?.access !== 'CHOSEN') return null;
  const db = getDatabase();
  const applicationId = application.id;
  const query = { applicationId, take: namedGroups + 1 };
  const groups = (await listGrantedGroups(db, actor.tenantId, query)).map(({ name }) => name);
  const target = { applicationId, userIds: [person.userId] };
  const [grants] = await listGrantsOfPeople(db, actor.tenantId, target);
  const { reason } = explainAccess('CHOSEN', grants ?? { isChosen: false, groups: [] });
  const more = groups.length > namedGroups ? ' and more' : '';
  const inGroups = `in ${groups.slice(0, namedGroups).join(', ')}${more}`;
  return {
    wanted: `chosen by name, or ${groups.length === 0 ? 'in a chosen group, of which there is none' : inGroups}`,
    has: `${person.login}: ${reason}`,
  };
}

function knownId({ request, applicationId }: SamlExchange): string | null {
  return request?.application.id ?? applicationId;
}

function personOf({ identity }: Actor): PersonIdentity | null {
  return identity.kind === 'person' ? identity.person : null;
}

function refusalOf(error: unknown, exchange: SamlExchange) {
  if (error === null) return { code: exchange.refusal, reason: null };
  if (!isAppError(error)) return { code: 'request.internal', reason: null };
  return { code: error.code, reason: error.message };
}

function readClaimed(message: ExchangeMessage, { kind }: SamlExchange): ClaimedMessage | null {
  try {
    if (kind === 'SSO') {
      const request = parseAuthnRequest(message.xml);
      return { ...request, request };
    }
    const parse = message.parameter === 'SAMLRequest' ? parseLogoutRequest : parseLogoutResponse;
    return { ...parse(message.xml), request: null };
  } catch {
    return null;
  }
}

async function findApplication(
  actor: Actor,
  issuer: string | null,
  id: string | null,
): Promise<ApplicationRow | null> {
  const db = getDatabase();
  if (issuer !== null) return findApplicationByEntityId(db, actor.tenantId, issuer);
  return id === null ? null : findApplicationById(db, actor.tenantId, id);
}

async function findFate(actor: Actor, { awaitedRequestId }: SamlExchange) {
  if (awaitedRequestId === null) return null;
  const request = await findRequestFate(getDatabase(), actor.tenantId, awaitedRequestId);
  if (!request) return { fate: 'no such request, or over for long', applicationId: null };
  const { consumedAt, expiresAt, traceId, applicationId } = request;
  const trace = traceId === null ? '' : `; its trace is ${traceId}`;
  if (consumedAt) return { fate: `answered ${consumedAt.toISOString()}${trace}`, applicationId };
  const isOver = expiresAt < new Date();
  const fate = isOver ? `over since ${expiresAt.toISOString()}` : 'another browser, or no cookie';
  return { fate: `${fate}${trace}`, applicationId };
}
