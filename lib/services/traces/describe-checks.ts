import 'server-only';
import type { CheckVerdict } from '@/lib/schemas/saml-traces';
import { authnContextOf } from '@/lib/saml/choose-authn-context';
import { maxAttributeCharacters } from '@/lib/saml/map-attributes';
import { maxMessageBytes, maxRelayStateBytes } from '@/lib/saml/xml-limits';
import type { ExchangeFacts } from './gather-facts';

/** What a check wants and what there is; null says that it does not apply. */
type Description = Partial<Pick<CheckVerdict, 'expected' | 'found'>> | null;
type Describe = (facts: ExchangeFacts) => Description;

const bindings = { post: 'HTTP-POST', redirect: 'HTTP-Redirect' } as const;

const ofMessage: Readonly<Record<string, Describe>> = {
  message_present: ({ incoming, exchange }) => ({
    expected: exchange.kind === 'SLO' ? 'SAMLRequest or SAMLResponse' : 'SAMLRequest',
    ...(incoming ? { found: `${incoming.parameter} by ${bindings[incoming.binding]}` } : {}),
  }),
  size: ({ incoming }) => ({
    expected: `at most ${bytes(maxMessageBytes)}`,
    ...(incoming ? { found: bytes(Buffer.byteLength(incoming.xml)) } : {}),
  }),
  relay_state: ({ incoming }) =>
    incoming && {
      expected: `at most ${bytes(maxRelayStateBytes)}`,
      found: incoming.relayStateBytes === null ? 'none' : bytes(incoming.relayStateBytes),
    },
  message_kind: ({ exchange }) => ({
    expected: exchange.kind === 'SLO' ? 'LogoutRequest or LogoutResponse' : 'AuthnRequest',
  }),
  version: () => ({ expected: '2.0' }),
};

const ofRequest: Readonly<Record<string, Describe>> = {
  application: ({ application, claimed, exchange }) => ({
    expected: application?.enabled ? application.entityId : 'an enabled application',
    found: foundApplication(claimed?.issuer ?? exchange.applicationId, application),
  }),
  signed: (facts) => ({
    expected: mustSign(facts) ? 'a signature' : 'a signature, or none',
    found: isSigned(facts) ? 'a signature' : 'none',
  }),
  key_usable: (facts) =>
    verifies(facts) && {
      expected: 'RSA of at least 2048 bits',
      found: count(facts.application?.requestCertificatePems.length ?? 0, 'registered certificate'),
    },
  signature_shape: (facts) => verifies(facts) && {},
  signature_algorithm: (facts) =>
    verifies(facts) && { expected: 'RSA with SHA-256, 384 or 512', found: algorithmOf(facts) },
  signature: (facts) => verifies(facts) && { expected: 'made with a registered key' },
  destination: ({ claimed, exchange, publicUrl }) => ({
    expected: `${publicUrl}/saml/${exchange.kind === 'SLO' ? 'slo' : 'sso'}`,
    found: claimed?.destination ?? 'none',
  }),
  not_too_old: (facts) => ({ expected: 'at most 600 s behind our clock', found: ageOf(facts) }),
  not_from_future: (facts) => ({ expected: 'at most 180 s ahead', found: ageOf(facts) }),
  acs: ({ application, claimed }) => ({
    expected: application?.acsUrls.join(' or ') ?? null,
    found: foundAcs(claimed?.request ?? null),
  }),
  logout_set_up: (facts) =>
    isAsked(facts) && {
      expected: 'a registered address',
      found: facts.application?.sloUrl ?? 'none',
    },
  once: (facts) => isAsked(facts) && {},
  logout_waiting: (facts) => (isAsked(facts) ? null : {}),
};

const ofPerson: Readonly<Record<string, Describe>> = {
  waiting: ({ fate, exchange }) =>
    exchange.isContinued
      ? {
          expected: 'the browser it began in, within ten minutes',
          found: fate ?? 'the same browser',
        }
      : null,
  binding: ({ exchange }) => ({
    expected: 'HTTP-POST, or none named',
    found: exchange.request?.refusal === null ? 'as expected' : 'another one',
  }),
  passive: ({ exchange, person }) =>
    exchange.request?.isPassive
      ? { expected: 'a live session', found: person ? 'a live session' : 'none' }
      : null,
  force_authn: ({ exchange, person }) =>
    exchange.request?.forceAuthn
      ? {
          expected: `a sign-in after ${exchange.request.createdAt.toISOString()}`,
          found: person?.authenticatedAt.toISOString() ?? 'none',
        }
      : null,
  subject: ({ exchange, person, application }) => {
    const hint = exchange.request?.loginHint ?? null;
    const isBound = hint !== null && application?.kind !== 'OKTA_SAML';
    return isBound ? { expected: hint, found: person?.login ?? 'nobody' } : null;
  },
  name_id: ({ exchange, application }) => ({
    expected: exchange.request?.nameIdFormat ?? 'any format',
    found: `registered: ${application?.nameIdFormat ?? 'none'}`,
  }),
  authn_context: ({ exchange, person }) => {
    const contexts = exchange.request?.authnContexts ?? [];
    const found = person ? authnContextOf(person.amr) : 'none';
    const expected = contexts.join(' or ').slice(0, 1000);
    return contexts.length === 0 ? null : { expected, found };
  },
  person: ({ person }) => ({ expected: 'an enabled person', found: person?.login ?? 'nobody' }),
  access: ({ access, person }) => ({
    expected: access?.wanted ?? 'everyone',
    found: access?.has ?? person?.login ?? 'nobody',
  }),
  amr: ({ application, person }) =>
    application?.kind === 'OKTA_SAML'
      ? { expected: 'at least one method', found: person?.amr.join(', ') ?? 'nobody' }
      : null,
  attributes_size: () => ({
    expected: `at most ${maxAttributeCharacters.toLocaleString('en')} characters`,
  }),
  encryption_key: ({ application }) =>
    application?.encryptionCertificatePem ? { expected: 'RSA of at least 2048 bits' } : null,
};

const descriptions: Readonly<Record<string, Describe>> = {
  ...ofMessage,
  ...ofRequest,
  ...ofPerson,
};

/** What a check wants and what there is in an exchange; null when it does not apply to it. */
export function describeCheck(id: string, facts: ExchangeFacts): Description {
  return Object.hasOwn(descriptions, id) ? (descriptions[id]?.(facts) ?? null) : {};
}

function bytes(number: number): string {
  return `${number.toLocaleString('en')} bytes`;
}

function count(number: number, what: string): string {
  return `${String(number)} ${what}${number === 1 ? '' : 's'}`;
}

function foundApplication(
  named: string | null,
  application: ExchangeFacts['application'],
): string | null {
  if (named === null) return application?.entityId ?? null;
  if (!application) return `${named.slice(0, 300)}, which is not registered`;
  return application.enabled ? application.entityId : `${application.entityId}, which is disabled`;
}

function mustSign({ exchange, application }: ExchangeFacts): boolean {
  return exchange.kind === 'SLO' || application?.requireSignedRequests === true;
}

function isSigned({ incoming }: ExchangeFacts): boolean {
  const isDetached = incoming?.signatureAlgorithm !== null;
  return incoming !== null && (isDetached || /<(?:[^\s<>/:]+:)?Signature[\s>]/u.test(incoming.xml));
}

/** Null when a message answers instead of asking. */
function isAsked({ incoming }: ExchangeFacts): true | null {
  return incoming?.parameter === 'SAMLResponse' ? null : true;
}

/** Null when nothing is verified: an unsigned message that need not be signed. */
function verifies(facts: ExchangeFacts): true | null {
  const hasKeys = (facts.application?.requestCertificatePems.length ?? 0) > 0;
  return mustSign(facts) || (hasKeys && isSigned(facts)) ? true : null;
}

function algorithmOf({ incoming }: ExchangeFacts): string | null {
  const inside = /SignatureMethod\s+Algorithm="([^"]{1,200})"/u.exec(incoming?.xml ?? '')?.[1];
  return incoming?.signatureAlgorithm ?? inside ?? null;
}

function ageOf({ claimed, exchange }: ExchangeFacts): string | null {
  if (!claimed) return null;
  const seconds = Math.round(
    (exchange.startedAt.getTime() - claimed.issueInstant.getTime()) / 1000,
  );
  const side = seconds < 0 ? 'ahead' : 'behind';
  const issued = claimed.issueInstant.toISOString();
  return `${issued}, ${Math.abs(seconds).toLocaleString('en')} s ${side}`;
}

function foundAcs(
  request: { readonly acsUrl: string | null; readonly acsIndex: number | null } | null,
) {
  if (request === null) return null;
  const byIndex = request.acsIndex === null ? 'none named: the default' : null;
  return request.acsUrl ?? byIndex ?? `index ${String(request.acsIndex)}`;
}
