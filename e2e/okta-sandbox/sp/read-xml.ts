/** Reads SAML messages with a parser that refuses document types and broken markup. */
import { DOMParser, type Document, type Element } from '@xmldom/xmldom';

const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';
const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';

export function parseXml(xml: string): Element {
  if (/<!DOCTYPE/i.test(xml)) throw new Error('The message has a document type');
  const parser = new DOMParser({
    onError: (level: string, message: string) => {
      if (level !== 'warning') throw new Error(message);
    },
  });
  const document: Document = parser.parseFromString(xml, 'text/xml');
  if (document.documentElement === null) throw new Error('The message is empty');
  return document.documentElement;
}

function children(element: Element, localName: string): Element[] {
  return Array.from(element.childNodes).filter(
    (node): node is Element =>
      node.nodeType === node.ELEMENT_NODE &&
      node.localName === localName &&
      node.namespaceURI === ASSERTION,
  );
}

function textOf(element: Element | null | undefined): string | null {
  return element?.textContent?.trim() ?? null;
}

/** The text of the first child of this name in the assertion namespace. */
export function childText(element: Element, localName: string): string | null {
  return textOf(children(element, localName)[0]);
}

export interface AssertionFacts {
  id: string;
  issuer: string | null;
  nameId: string | null;
  nameIdFormat: string;
  authnContext: string;
  confirmations: { recipient: string | null; inResponseTo: string | null; isBounded: boolean }[];
  attributes: [name: string, values: string[]][];
}

function first(element: Element, ...path: string[]): Element | null {
  let current: Element | undefined = element;
  for (const name of path) current = current && children(current, name)[0];
  return current ?? null;
}

export function readAssertion(xml: string): AssertionFacts {
  const assertion = parseXml(xml);
  const subject = first(assertion, 'Subject');
  const nameId = subject && first(subject, 'NameID');
  const context = first(assertion, 'AuthnStatement', 'AuthnContext', 'AuthnContextClassRef');
  const attributes = children(assertion, 'AttributeStatement')
    .flatMap((statement) => children(statement, 'Attribute'))
    .map((attribute): [string, string[]] => [
      attribute.getAttribute('Name') ?? '',
      children(attribute, 'AttributeValue').map((value) => textOf(value) ?? ''),
    ]);
  return {
    id: assertion.getAttribute('ID') ?? '',
    issuer: childText(assertion, 'Issuer'),
    nameId: textOf(nameId),
    nameIdFormat: nameId?.getAttribute('Format') ?? '',
    authnContext: textOf(context) ?? '',
    confirmations: subject ? children(subject, 'SubjectConfirmation').map(readConfirmation) : [],
    attributes,
  };
}

function readConfirmation(confirmation: Element): AssertionFacts['confirmations'][number] {
  const data = first(confirmation, 'SubjectConfirmationData');
  return {
    recipient: data?.getAttribute('Recipient') ?? null,
    inResponseTo: data?.getAttribute('InResponseTo') ?? null,
    isBounded: data?.hasAttribute('NotOnOrAfter') === true,
  };
}

/** The algorithms named by every signature in the message. */
export function signatureAlgorithms(root: Element): string[] {
  return ['SignatureMethod', 'DigestMethod'].flatMap((name) =>
    Array.from(root.getElementsByTagNameNS(SIGNATURE, name)).map(
      (element) => element.getAttribute('Algorithm') ?? '',
    ),
  );
}
