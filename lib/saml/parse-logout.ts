/** Reads LogoutRequest and LogoutResponse into plain data. */
import { AppError } from '@/lib/shared/errors';
import { parseTime } from './parse-time';
import { malformed, readUri, requireId, requireUri, requireVersion } from './read-message';
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
import { xmlns } from './saml-uris';
import { messageLimits } from './xml-limits';

/** What requests and responses share. */
interface LogoutMessage {
  readonly id: string;
  /** Entity ID of the SP. */
  readonly issuer: string;
  readonly issueInstant: Date;
  readonly destination: string | null;
}

/** An SP asks to end the sessions of a person. */
export interface LogoutRequest extends LogoutMessage {
  /** After this it is too late; null without a bound. */
  readonly notOnOrAfter: Date | null;
  readonly nameId: { readonly value: string; readonly format: string | null };
  /** Which sessions; empty means all of the person at this SP. */
  readonly sessionIndexes: readonly string[];
}

/** An SP answers our request. */
export interface LogoutResponse extends LogoutMessage {
  readonly inResponseTo: string | null;
  /** Status codes from the outermost to the innermost. */
  readonly status: readonly string[];
}

const maxSessionIndexes = 100;
const maxStatusDepth = 4;

/**
 * Parses a LogoutRequest. Give it what `verifyMessageSignature` returned.
 *
 * @throws AppError the codes of `guardXml`, and `saml.not_a_logout_message`, `saml.xml_ambiguous`,
 * `saml.version_unsupported`, `saml.time_malformed`, `saml.request_malformed` (also for an encrypted
 * name: our metadata publishes no key to encrypt it for). Source: SAML Core 2.0 §3.7.1.
 */
export function parseLogoutRequest(xml: string): LogoutRequest {
  const root = readRoot(xml, 'LogoutRequest', ['NameID', 'SessionIndex']);
  const nameId = findChild(root, xmlns.assertion, 'NameID');
  if (!nameId) malformed('No NameID');
  const indexes = findChildren(root, xmlns.protocol, 'SessionIndex').map(readText);
  if (indexes.length > maxSessionIndexes) malformed('Too many SessionIndex elements');
  const notOnOrAfter = readAttribute(root, 'NotOnOrAfter');
  return {
    ...readCommon(root),
    notOnOrAfter: notOnOrAfter === null ? null : parseTime(notOnOrAfter),
    nameId: { value: requireUri(readText(nameId), 'NameID'), format: readUri(nameId, 'Format') },
    sessionIndexes: indexes.map((index) => requireUri(index, 'SessionIndex')),
  };
}

/** Parses a LogoutResponse; as {@link parseLogoutRequest}. Source: SAML Core 2.0 §3.7.2. */
export function parseLogoutResponse(xml: string): LogoutResponse {
  const root = readRoot(xml, 'LogoutResponse', ['Status']);
  return {
    ...readCommon(root),
    inResponseTo: readUri(root, 'InResponseTo'),
    status: readStatus(findChild(root, xmlns.protocol, 'Status')),
  };
}

function readRoot(xml: string, kind: string, children: readonly string[]): XmlElement {
  const root = parseXml(xml, messageLimits);
  if (!isElement(root, xmlns.protocol, kind)) {
    throw new AppError('saml.not_a_logout_message', `The root element is ${root.localName ?? ''}`);
  }
  requireVersion(root);
  requirePlainAttributes(root);
  const known = ['Issuer', 'Signature', 'Extensions', ...children];
  const places = childElements(root).map((child) => known.indexOf(child.localName ?? ''));
  const isInOrder = places.every((place, at) => place >= 0 && place >= (places[at - 1] ?? 0));
  if (!isInOrder) throw new AppError('saml.xml_ambiguous', 'A child that is unknown or misplaced');
  return root;
}

function readCommon(root: XmlElement): LogoutMessage {
  const issuer = findChild(root, xmlns.assertion, 'Issuer');
  return {
    id: requireId(readAttribute(root, 'ID')),
    issuer: requireUri(issuer ? readText(issuer) : '', 'Issuer'),
    issueInstant: parseTime(readAttribute(root, 'IssueInstant') ?? ''),
    destination: readUri(root, 'Destination'),
  };
}

function readStatus(status: XmlElement | null): string[] {
  const codes: string[] = [];
  let inside = status && findChild(status, xmlns.protocol, 'StatusCode');
  while (inside && codes.length < maxStatusDepth) {
    codes.push(readUri(inside, 'Value') ?? '');
    inside = findChild(inside, xmlns.protocol, 'StatusCode');
  }
  if (codes.length === 0) malformed('No StatusCode');
  return codes;
}
