/** Reads a Response of ours as Okta, its service provider, would. */
import { X509Certificate, type KeyObject } from 'node:crypto';
import {
  findChild,
  findChildren,
  parseXml,
  readAttribute,
  readText,
  type XmlElement,
} from './read-xml';
import { statusCode, xmlns } from './saml-uris';
import { verifySignature } from './verify-enveloped-signature';
import { messageLimits } from './xml-limits';

/** What Okta was told when its identity provider was set up, and of this exchange. */
export interface OktaSide {
  /** `trust.issuer`: our entity ID. */
  readonly issuer: string;
  /** `trust.audience`: the entity ID of Okta's service provider. */
  readonly audience: string;
  readonly acsUrl: string;
  /** ID of the AuthnRequest; null when the person began here. */
  readonly requestId: string | null;
  /** Okta login of the person. */
  readonly login: string;
  /** PEM of the certificate that Okta has. */
  readonly certificatePem: string;
  /** Okta's clock. */
  readonly now: Date;
}

/** One thing Okta looks at. */
export interface OktaCheck {
  readonly id: string;
  readonly name: string;
  readonly passed: boolean;
  readonly expected: string;
  readonly found: string;
}

/** `maxClockSkew` of the identity provider as we set it up, in milliseconds. */
const skewMs = 120_000;
const attributes = ['firstName', 'lastName', 'email'] as const;
const nothing = 'nothing';

/**
 * Runs the requirements of Okta over a Response, in the order in which a failure is told.
 *
 * @param xml the Response with its signatures, not encrypted.
 * @returns null when it is no readable Response with one plain assertion.
 * @throws nothing. Source: Okta, Add an identity provider: SAML; captured answers of organisations.
 */
export function readAsOkta(xml: string, okta: OktaSide): readonly OktaCheck[] | null {
  try {
    const response = parseXml(xml, messageLimits);
    const assertion = findChild(response, xmlns.assertion, 'Assertion');
    if (!assertion) return null;
    return [
      ...checkEnvelope(response, okta),
      checkSignatures(xml, { response, assertion }, okta),
      ...checkConditions(assertion, okta),
      ...checkPerson(assertion, okta),
    ];
  } catch {
    return null;
  }
}

/** The system-log line to expect for the checks of a Response. */
export function expectLogLine(checks: readonly OktaCheck[]) {
  const eventType = 'user.authentication.auth_via_IDP';
  const failed = checks.find(({ passed }) => !passed);
  if (!failed) return { eventType, outcome: 'SUCCESS' as const, reason: null };
  return { eventType, outcome: 'FAILURE' as const, reason: reasons[failed.id] ?? invalid };
}

const invalid = 'Unable to validate incoming SAML Assertion';
const reasons: Readonly<Record<string, string>> = {
  issuer: 'Issuer did not match',
  name_id: 'Unable to match the transformed username',
  name_id_present: 'Unable to transform email to username',
};

function equal(id: string, name: string, expected: string, found: string | null): OktaCheck {
  return { id, name, passed: found === expected, expected, found: found ?? nothing };
}

function checkEnvelope(response: XmlElement, okta: OktaSide): OktaCheck[] {
  const status = findChild(response, xmlns.protocol, 'Status');
  const code = status && findChild(status, xmlns.protocol, 'StatusCode');
  const answered = readAttribute(response, 'InResponseTo');
  return [
    equal('status', 'Status', statusCode.success, code && readAttribute(code, 'Value')),
    equal('issuer', 'Issuer is trust.issuer', okta.issuer, textOf(response, 'Issuer')),
    equal('destination', 'Destination', okta.acsUrl, readAttribute(response, 'Destination')),
    equal('in_response_to', 'InResponseTo', okta.requestId ?? nothing, answered ?? nothing),
  ];
}

function checkSignatures(
  xml: string,
  signed: { readonly response: XmlElement; readonly assertion: XmlElement },
  okta: OktaSide,
): OktaCheck {
  const key = new X509Certificate(okta.certificatePem).publicKey;
  const genuine = Object.entries(signed)
    .filter(([, element]) => isSigned(xml, element, key))
    .map(([name]) => name);
  return {
    ...{ id: 'signature', name: 'Signature verifies with the certificate' },
    passed: genuine.length > 0,
    expected: 'response or assertion',
    found: genuine.length > 0 ? genuine.join(' and ') : nothing,
  };
}

function isSigned(xml: string, element: XmlElement, key: KeyObject): boolean {
  const signature = findChild(element, xmlns.signature, 'Signature');
  const covered = signature && verifySignature(xml, signature, key);
  if (!covered) return false;
  const root = parseXml(covered, messageLimits);
  return (
    root.localName === element.localName &&
    readAttribute(root, 'ID') === readAttribute(element, 'ID')
  );
}

function checkConditions(assertion: XmlElement, okta: OktaSide): OktaCheck[] {
  const conditions = findChild(assertion, xmlns.assertion, 'Conditions');
  const audiences = conditions && findChild(conditions, xmlns.assertion, 'AudienceRestriction');
  const confirmation = findBearer(assertion);
  const recipient = confirmation && readAttribute(confirmation, 'Recipient');
  return [
    equal('audience', 'Audience is trust.audience', okta.audience, textOf(audiences, 'Audience')),
    equal('recipient', 'Recipient is the ACS', okta.acsUrl, recipient),
    checkWindow(conditions, okta.now),
  ];
}

function checkWindow(conditions: XmlElement | null, now: Date): OktaCheck {
  const from = conditions && readAttribute(conditions, 'NotBefore');
  const to = conditions && readAttribute(conditions, 'NotOnOrAfter');
  const isOpen =
    new Date(from ?? Number.NaN).getTime() <= now.getTime() + skewMs &&
    new Date(to ?? Number.NaN).getTime() > now.getTime() - skewMs;
  return {
    ...{ id: 'window', name: 'Within its time, two minutes of skew allowed', passed: isOpen },
    expected: now.toISOString(),
    found: `${from ?? nothing} to ${to ?? nothing}`,
  };
}

function findBearer(assertion: XmlElement): XmlElement | null {
  const subject = findChild(assertion, xmlns.assertion, 'Subject');
  const confirmation = subject && findChild(subject, xmlns.assertion, 'SubjectConfirmation');
  return confirmation && findChild(confirmation, xmlns.assertion, 'SubjectConfirmationData');
}

function checkPerson(assertion: XmlElement, okta: OktaSide): OktaCheck[] {
  const nameId = textOf(findChild(assertion, xmlns.assertion, 'Subject'), 'NameID');
  const statement = findChild(assertion, xmlns.assertion, 'AttributeStatement');
  const written = statement ? findChildren(statement, xmlns.assertion, 'Attribute') : [];
  const present = ({ value, ...rest }: { id: string; name: string; value: string | null }) => ({
    ...{ ...rest, passed: Boolean(value), expected: 'a value' },
    found: value ? value : nothing,
  });
  return [
    present({ id: 'name_id_present', name: 'NameID is there', value: nameId }),
    equal('name_id', 'NameID is the Okta login', okta.login, nameId),
    ...attributes.map((name) => {
      const one = written.find((element) => readAttribute(element, 'Name') === name);
      const value = textOf(one ?? null, 'AttributeValue');
      return present({ id: name, name: `${name}, needed to create the person`, value });
    }),
  ];
}

function textOf(parent: XmlElement | null, localName: string): string | null {
  const [child] = parent ? findChildren(parent, xmlns.assertion, localName) : [];
  return child ? readText(child) : null;
}
