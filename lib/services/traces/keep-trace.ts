import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { countAttempt } from '@/lib/db/rate-limits';
import { addToSamlTrace, type SamlTraceEntry } from '@/lib/db/saml-traces';
import { cutSecrets, readSignerFingerprint } from '@/lib/saml/cut-secrets';
import type { TraceDocument, TraceStep } from '@/lib/schemas/saml-traces';
import { isAppError } from '@/lib/shared/errors';
import { toLoginKey } from '@/lib/shared/login-key';
import type { ExchangeMessage, SamlExchange } from '@/lib/shared/saml-exchange';
import { askOkta } from './ask-okta';
import { gatherFacts, type ExchangeFacts } from './gather-facts';
import { judgeChecks } from './judge-checks';

/** Exchanges nobody of ours is part of, kept of one address: by whether an application is named. */
const strangerLimits = {
  unnamed: { name: 'saml.trace.unnamed', max: 60, windowSeconds: 300 },
  refused: { name: 'saml.trace.refused', max: 300, windowSeconds: 300 },
} as const;

/**
 * Keeps what one HTTP request of a SAML exchange did, in one statement. What outsiders can cause
 * without an account is limited for each address, so that they cannot fill the table.
 */
export async function keepTrace(
  actor: Actor,
  kept: { readonly exchange: SamlExchange; readonly publicUrl: string; readonly error: unknown },
): Promise<void> {
  const facts = await gatherFacts(actor, kept);
  if (!(await mayKeep(actor, facts))) return;
  const { exchange, code, now } = facts;
  await addToSamlTrace(getDatabase(), actor.tenantId, {
    traceId: exchange.id,
    kind: exchange.kind,
    outcome: outcomeOf(facts),
    ...aboutApplication(facts),
    ...aboutPerson(facts),
    errorCode: code,
    keyFingerprint: fingerprintOf(exchange),
    ...{ startedAt: exchange.startedAt, lastAt: now },
    steps: stepsOf(actor, facts),
    documents: exchange.messages.map((message) => toDocument(message, now)),
    ...judgeChecks(facts),
    okta: await askOkta(actor, facts),
  });
}

function aboutApplication({ application, claimed }: ExchangeFacts) {
  const issuer = claimed?.issuer.slice(0, 300) ?? application?.entityId ?? null;
  const { id = null, name = null } = application ?? {};
  return { applicationId: id, applicationName: name, issuer };
}

function aboutPerson({ person }: ExchangeFacts) {
  if (!person) return { userId: null, login: null, loginKey: null };
  const { userId, login } = person;
  return { userId, login, loginKey: toLoginKey(login) };
}

async function mayKeep(actor: Actor, facts: ExchangeFacts): Promise<boolean> {
  const { application, person, code, now } = facts;
  if (person || (application && code === null)) return true;
  const limit = application ? strangerLimits.refused : strangerLimits.unnamed;
  const subject = actor.origin.ip ?? 'unknown';
  try {
    await countAttempt(getDatabase(), actor.tenantId, { ...limit, subject }, now);
    return true;
  } catch (error) {
    if (isAppError(error) && error.code === 'request.rate_limited') return false;
    throw error;
  }
}

function outcomeOf({ exchange, code }: ExchangeFacts): SamlTraceEntry['outcome'] {
  if (code !== null) return 'REFUSED';
  return exchange.isFinished ? 'SUCCEEDED' : 'WAITING';
}

function stepsOf(actor: Actor, facts: ExchangeFacts): TraceStep[] {
  const { exchange, incoming, now } = facts;
  const { ip } = actor.origin;
  const at = exchange.startedAt.toISOString();
  const isOpenedHere = exchange.kind === 'IDP_INITIATED' && !exchange.isContinued;
  return [
    ...(incoming ? [{ at, name: 'message_arrived' as const, detail: sizeOf(incoming), ip }] : []),
    ...(isOpenedHere ? [{ at, name: 'opened_here' as const, detail: null, ip }] : []),
    { at: now.toISOString(), ...lastStep(facts), ip },
  ];
}

function lastStep(facts: ExchangeFacts): Pick<TraceStep, 'name' | 'detail'> {
  const { exchange, code } = facts;
  const sent = exchange.messages.find(({ direction }) => direction === 'out');
  const detail = sent ? sizeOf(sent) : null;
  if (code !== null) {
    return sent
      ? { name: 'answered_with_status', detail: code }
      : { name: 'refused', detail: code };
  }
  if (exchange.kind === 'SLO' && exchange.isContinued) {
    const isOver = exchange.isFinished;
    return { name: isOver ? 'logout_answered' : 'application_told', detail };
  }
  if (sent) return { name: 'answered', detail };
  return { name: exchange.isContinued ? 'asked_to_sign_in' : 'taken_in', detail };
}

function sizeOf({ parameter, binding, xml }: ExchangeMessage): string {
  const name = binding === 'post' ? 'HTTP-POST' : 'HTTP-Redirect';
  return `${parameter} by ${name}, ${Buffer.byteLength(xml).toLocaleString('en')} bytes`;
}

function toDocument(message: ExchangeMessage, now: Date): TraceDocument {
  const { xml, ...rest } = message;
  return { ...rest, ...cutSecrets(xml), at: now.toISOString() };
}

function fingerprintOf(exchange: SamlExchange): string | null {
  const sent = exchange.messages.find(({ direction }) => direction === 'out');
  return sent ? readSignerFingerprint(sent.xml) : null;
}
