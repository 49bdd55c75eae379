/** Messages as a well-behaved service provider sends them: what every attack is made from. */
import { deflateRawSync } from 'node:zlib';
import { writeLogoutRequest } from '../build-logout';
import { encodeRedirectBinding } from '../encode-binding';
import { formatTime } from '../parse-time';
import { nameIdFormat, xmlns } from '../saml-uris';
import { signElement, type Signer } from '../sign-element';
import { cutAfter, writeIssuer, type Signable } from '../write-response';
import { escapeText, writeElement } from '../write-xml';

/** What a request says; children are canonical XML. */
export interface RequestValues {
  readonly issuer: string;
  readonly destination: string | null;
  readonly acsUrl: string | null;
  readonly issueInstant: Date;
  readonly version: string;
  /** More attributes of the root. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Children after the Issuer. */
  readonly children: string;
  /** NameID of a LogoutRequest. */
  readonly nameId: string;
  readonly sessionIndexes: readonly string[];
}

/** A message before it is written. */
export interface ValidMessage {
  readonly kind: 'AuthnRequest' | 'LogoutRequest';
  readonly binding: 'post' | 'redirect';
  /** `toSamlId` of fresh randomness. */
  readonly id: string;
  readonly values: RequestValues;
  readonly relayState: string | null;
  /** Signs it; null for an unsigned message. */
  readonly signer: Signer | null;
}

/** A message on the wire: a query, or a form body. */
export interface WireMessage {
  readonly method: 'GET' | 'POST';
  readonly path: '/saml/sso' | '/saml/slo';
  readonly encoded: string;
}

/** What is done to a message at each step on its way to the wire. */
export interface Tampering {
  readonly xml?: (xml: string) => string | Buffer;
  /** In place of raw DEFLATE. */
  readonly deflate?: (xml: Buffer) => Buffer;
  readonly base64?: (text: string) => string;
  /** The finished query or form. */
  readonly encoded?: (text: string) => string;
}

/** Writes, signs and encodes a message, tampered with on the way or not at all. */
export async function encodeMessage(
  message: ValidMessage,
  tampering: Tampering = {},
): Promise<WireMessage> {
  const encoded =
    message.binding === 'post'
      ? await encodePost(message, tampering)
      : await encodeRedirect(message, tampering);
  return {
    method: message.binding === 'post' ? 'POST' : 'GET',
    path: message.kind === 'AuthnRequest' ? '/saml/sso' : '/saml/slo',
    encoded: tampering.encoded?.(encoded) ?? encoded,
  };
}

async function encodePost(message: ValidMessage, tampering: Tampering): Promise<string> {
  const { head, tail } = write(message);
  const { id, signer, relayState } = message;
  const canonical = head + tail;
  const xml = signer ? head + (await signElement({ id, canonical, signer })) + tail : canonical;
  const base64 = toBytes(tampering.xml?.(xml) ?? xml).toString('base64');
  const text = tampering.base64?.(base64) ?? base64;
  return toParameters(text, relayState);
}

async function encodeRedirect(message: ValidMessage, tampering: Tampering): Promise<string> {
  const { head, tail } = write(message);
  const { signer, relayState } = message;
  const bytes = toBytes(tampering.xml?.(head + tail) ?? head + tail);
  if (signer && !tampering.deflate && !tampering.base64) {
    const xml = bytes.toString('utf8');
    return encodeRedirectBinding({ parameter: 'SAMLRequest', xml, relayState, signer });
  }
  const base64 = (tampering.deflate?.(bytes) ?? deflateRawSync(bytes)).toString('base64');
  const text = tampering.base64?.(base64) ?? base64;
  return toParameters(text, relayState);
}

function toParameters(base64: string, relayState: string | null): string {
  const state = relayState === null ? '' : `&RelayState=${encodeURIComponent(relayState)}`;
  return `SAMLRequest=${encodeURIComponent(base64)}${state}`;
}

function write(message: ValidMessage): Signable {
  return message.kind === 'AuthnRequest' ? writeAuthnRequest(message) : writeLogout(message);
}

function writeAuthnRequest({ id, values }: ValidMessage): Signable {
  const attributes = {
    AssertionConsumerServiceURL: values.acsUrl,
    Destination: values.destination,
    ID: id,
    IssueInstant: formatTime(values.issueInstant),
    Version: values.version,
    ...values.attributes,
  };
  const sorted = Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1));
  const issuer = writeIssuer(values.issuer, true);
  const whole = writeElement(
    'samlp:AuthnRequest',
    { 'xmlns:samlp': xmlns.protocol, ...Object.fromEntries(sorted) },
    issuer + values.children,
  );
  return cutAfter(whole, issuer);
}

function writeLogout({ id, values }: ValidMessage): Signable {
  const { issuer, issueInstant: now, nameId, sessionIndexes } = values;
  const name = { value: nameId, format: nameIdFormat.emailAddress };
  const destination = values.destination ?? '';
  return writeLogoutRequest({ id, now, issuer, destination, nameId: name, sessionIndexes })
    .signable;
}

/** A Subject that names somebody by an e-mail address. */
export function writeSubject(login: string): string {
  const nameId = writeElement('saml:NameID', {}, escapeText(login));
  return writeElement('saml:Subject', { 'xmlns:saml': xmlns.assertion }, nameId);
}

/** A NameIDPolicy with these attributes, given in the order of their names. */
export function writePolicy(attributes: Readonly<Record<string, string>>): string {
  return writeElement('samlp:NameIDPolicy', attributes);
}

/** A RequestedAuthnContext. */
export function writeContext(classRef: string, comparison: string | null): string {
  const reference = writeElement(
    'saml:AuthnContextClassRef',
    { 'xmlns:saml': xmlns.assertion },
    escapeText(classRef),
  );
  return writeElement('samlp:RequestedAuthnContext', { Comparison: comparison }, reference);
}

function toBytes(xml: string | Buffer): Buffer {
  return typeof xml === 'string' ? Buffer.from(xml, 'utf8') : xml;
}
