/** Reads an AuthnRequest into plain data. */
import { AppError } from '@/lib/shared/errors';
import { parseTime } from './parse-time';
import {
  malformed,
  readBoolean,
  readUri,
  requireId,
  requireUri,
  requireVersion,
} from './read-message';
import {
  childElements,
  findChild,
  findChildren,
  isElement,
  parseXml,
  readAttribute,
  readText,
  requirePlainAttributes,
  type XmlElement,
} from './read-xml';
import { readRequestWithSamlify } from './samlify-idp';
import { xmlns } from './saml-uris';
import { messageLimits } from './xml-limits';

/** An AuthnRequest. Whether it is genuine is for `verifyMessageSignature` to say. */
export interface AuthnRequest {
  readonly id: string;
  /** Entity ID of the SP, exactly, without white space around it. */
  readonly issuer: string;
  readonly issueInstant: Date;
  readonly destination: string | null;
  /** As asked for; go nowhere with it that is not registered: `selectAcs`. */
  readonly acsUrl: string | null;
  readonly acsIndex: number | null;
  /** URI of the binding the SP wants the answer on. */
  readonly protocolBinding: string | null;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  /** Format of NameIDPolicy. */
  readonly nameIdFormat: string | null;
  /** AllowCreate of NameIDPolicy; null when it does not say. */
  readonly allowCreate: boolean | null;
  /** SPNameQualifier of NameIDPolicy. */
  readonly spNameQualifier: string | null;
  /** The Subject: a hint to pre-fill, never to trust. */
  readonly subjectNameId: string | null;
  /** AuthnContextClassRef and AuthnContextDeclRef values. */
  readonly requestedAuthnContext: readonly string[];
  /** Comparison of the RequestedAuthnContext; null means exact. */
  readonly authnContextComparison: string | null;
}

const maxContexts = 20;
const childOrder: readonly (readonly [string, string])[] = [
  [xmlns.assertion, 'Issuer'],
  [xmlns.signature, 'Signature'],
  [xmlns.protocol, 'Extensions'],
  [xmlns.assertion, 'Subject'],
  [xmlns.protocol, 'NameIDPolicy'],
  [xmlns.assertion, 'Conditions'],
  [xmlns.protocol, 'RequestedAuthnContext'],
  [xmlns.protocol, 'Scoping'],
];

/**
 * Parses an AuthnRequest.
 *
 * Give it the verified octets that `verifyMessageSignature` returns; on anything else the result
 * is only good for looking up who claims to ask. Checks the shape: root element and namespaces,
 * version, known children in order and once, plain attributes, bounded values, whole texts. Does not
 * check Destination, time or the ACS. samlify reads the same text and must find the same.
 *
 * @param xml UTF-8 decoded text.
 * @throws AppError the codes of `guardXml`, and `saml.not_an_authn_request`,
 * `saml.version_unsupported`, `saml.xml_ambiguous`, `saml.time_malformed`, `saml.request_malformed`.
 * Source: SAML Core 2.0 §3.2.1, §3.4.1.
 */
export function parseAuthnRequest(xml: string): AuthnRequest {
  const root = parseXml(xml, messageLimits);
  if (!isElement(root, xmlns.protocol, 'AuthnRequest')) {
    throw new AppError('saml.not_an_authn_request', `The root element is ${root.localName ?? ''}`);
  }
  requireVersion(root);
  requireKnownShape(root);
  const request = readRequest(root);
  requireAgreement(xml, root, request);
  return request;
}

function readRequest(root: XmlElement): AuthnRequest {
  const issuer = findChild(root, xmlns.assertion, 'Issuer');
  return {
    id: requireId(readAttribute(root, 'ID')),
    issuer: requireUri(issuer ? readText(issuer) : '', 'Issuer'),
    issueInstant: parseTime(readAttribute(root, 'IssueInstant') ?? ''),
    destination: readUri(root, 'Destination'),
    acsUrl: readUri(root, 'AssertionConsumerServiceURL'),
    acsIndex: readIndex(root),
    protocolBinding: readUri(root, 'ProtocolBinding'),
    forceAuthn: readBoolean(root, 'ForceAuthn'),
    isPassive: readBoolean(root, 'IsPassive'),
    ...readPolicy(root),
    subjectNameId: readSubject(root),
    ...readContexts(root),
  };
}

function readPolicy(root: XmlElement) {
  const policy = findChild(root, xmlns.protocol, 'NameIDPolicy');
  if (!policy) return { nameIdFormat: null, allowCreate: null, spNameQualifier: null };
  const saysAllowCreate = readAttribute(policy, 'AllowCreate') !== null;
  return {
    nameIdFormat: readUri(policy, 'Format'),
    allowCreate: saysAllowCreate ? readBoolean(policy, 'AllowCreate') : null,
    spNameQualifier: readUri(policy, 'SPNameQualifier'),
  };
}

function requireKnownShape(root: XmlElement): void {
  requirePlainAttributes(root);
  let last = -1;
  for (const child of childElements(root)) {
    const place = childOrder.findIndex(([uri, local]) => isElement(child, uri, local));
    if (place <= last) {
      throw new AppError('saml.xml_ambiguous', 'A child that is unknown, repeated or out of order');
    }
    last = place;
  }
}

function readSubject(root: XmlElement): string | null {
  const subject = findChild(root, xmlns.assertion, 'Subject');
  const nameId = subject ? findChild(subject, xmlns.assertion, 'NameID') : null;
  const value = nameId ? readText(nameId) : '';
  if (value.length > 256) malformed('The Subject is over 256 characters');
  return value === '' ? null : value;
}

function readContexts(root: XmlElement) {
  const context = findChild(root, xmlns.protocol, 'RequestedAuthnContext');
  if (!context) return { requestedAuthnContext: [], authnContextComparison: null };
  const references = [
    ...findChildren(context, xmlns.assertion, 'AuthnContextClassRef'),
    ...findChildren(context, xmlns.assertion, 'AuthnContextDeclRef'),
  ].map((element) => requireUri(readText(element), 'AuthnContextClassRef'));
  if (references.length > maxContexts) malformed('Too many authentication contexts');
  return {
    requestedAuthnContext: references,
    authnContextComparison: readUri(context, 'Comparison'),
  };
}

function readIndex(root: XmlElement): number | null {
  const value = readAttribute(root, 'AssertionConsumerServiceIndex');
  if (value === null) return null;
  if (!/^\d{1,5}$/.test(value)) malformed('AssertionConsumerServiceIndex is no small number');
  return Number(value);
}

function requireAgreement(xml: string, root: XmlElement, request: AuthnRequest): void {
  const other = readRequestWithSamlify(xml);
  const agrees =
    other.id === request.id &&
    other.issuer === request.issuer &&
    other.issueInstant === readAttribute(root, 'IssueInstant') &&
    other.destination === request.destination &&
    other.acsUrl === request.acsUrl;
  if (!agrees) throw new AppError('saml.xml_ambiguous', 'Two readers found different values');
}
