/** Reads an answer of the tenant as its application would. */
import { X509Certificate } from 'node:crypto';
import {
  allElements,
  childElements,
  findChildren,
  parseXml,
  readAttribute,
  readText,
  type XmlElement,
} from '@/lib/saml/read-xml';
import { xmlns } from '@/lib/saml/saml-uris';
import { verifySignature } from '@/lib/saml/verify-enveloped-signature';
import { messageLimits } from '@/lib/saml/xml-limits';

/** A form that a page posts. */
export interface PostedForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What an application reads in a Response. */
export interface ReadAnswer {
  /** Status codes from the outermost on, without their common beginning. */
  readonly status: readonly string[];
  readonly inResponseTo: string | null;
  readonly destination: string | null;
  readonly hasAssertion: boolean;
  readonly nameId: string | null;
  readonly authnInstant: Date | null;
  /** Names and values of every attribute, in order. */
  readonly attributes: readonly (readonly [string, readonly string[]])[];
  readonly sessionIndex: string | null;
  /** Whether the Response is signed by the key, as a whole. */
  readonly isSigned: boolean;
}

/** The form of a page that posts itself; null on any other page. */
export function readForm(html: string): PostedForm | null {
  const action = /<form method="post" action="([^"]*)"/u.exec(html)?.[1];
  if (action === undefined) return null;
  const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/gu);
  const fields = [...inputs].map(([, name = '', value = '']) => [unescape(name), unescape(value)]);
  return { action: unescape(action), fields: Object.fromEntries(fields) as Record<string, string> };
}

/** Reads a Response and verifies its own signature with a certificate. */
export function readAnswer(base64: string, certificatePem: string): ReadAnswer {
  const xml = Buffer.from(base64, 'base64').toString('utf8');
  const root = parseXml(xml, messageLimits);
  const elements = allElements(root);
  const named = (name: string) => elements.find((element) => element.localName === name) ?? null;
  const nameId = named('NameID');
  const statement = named('AuthnStatement');
  const instant = statement && readAttribute(statement, 'AuthnInstant');
  return {
    status: elements.filter(({ localName }) => localName === 'StatusCode').map(shortCode),
    inResponseTo: readAttribute(root, 'InResponseTo'),
    destination: readAttribute(root, 'Destination'),
    hasAssertion: elements.some(({ localName }) => localName?.endsWith('Assertion')),
    nameId: nameId && readText(nameId),
    authnInstant: instant ? new Date(instant) : null,
    attributes: elements.filter(({ localName }) => localName === 'Attribute').map(readValues),
    sessionIndex: statement && readAttribute(statement, 'SessionIndex'),
    isSigned: isSigned(xml, root, certificatePem),
  };
}

function isSigned(xml: string, root: XmlElement, certificatePem: string): boolean {
  const [signature] = findChildren(root, xmlns.signature, 'Signature');
  if (!signature) return false;
  return verifySignature(xml, signature, new X509Certificate(certificatePem).publicKey) !== null;
}

function shortCode(element: XmlElement): string {
  return (readAttribute(element, 'Value') ?? '').replace('urn:oasis:names:tc:SAML:2.0:status:', '');
}

function readValues(element: XmlElement): readonly [string, readonly string[]] {
  return [readAttribute(element, 'Name') ?? '', childElements(element).map(readText)];
}

function unescape(text: string): string {
  return text
    .replace(/&#(\d+);/gu, (_match, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
