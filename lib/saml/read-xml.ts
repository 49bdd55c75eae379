/** The one DOM that this folder reads, and strict ways to read it. */
import { DOMParser, type Element } from '@xmldom/xmldom';
import { AppError } from '@/lib/shared/errors';
import { xmlns } from './saml-uris';
import { guardXml } from './xml-guard';
import type { XmlLimits } from './xml-limits';

/** An element of a parsed document. */
export type XmlElement = Element;

const elementNode = 1;
const textNode = 3;

/**
 * Parses text that has passed {@link guardXml}; returns the root element.
 *
 * @throws AppError as `guardXml`, and `saml.xml_malformed` when the parser complains about anything.
 */
export function parseXml(xml: string, limits: XmlLimits): XmlElement {
  guardXml(xml, limits);
  try {
    const parser = new DOMParser({
      locator: false,
      onError: (level) => {
        throw new Error(`xmldom reports: ${level}`);
      },
    });
    const root = parser.parseFromString(xml, 'text/xml').documentElement;
    if (root) return root;
  } catch (cause) {
    throw new AppError('saml.xml_malformed', 'The parser refused the document', { cause });
  }
  throw new AppError('saml.xml_malformed', 'The document is empty');
}

/** Tells whether an element has this namespace and local name. */
export function isElement(element: XmlElement, namespace: string, localName: string): boolean {
  return element.namespaceURI === namespace && element.localName === localName;
}

/** The child elements, in order. */
export function childElements(parent: XmlElement): XmlElement[] {
  return Array.from(parent.childNodes).filter(
    (node): node is XmlElement => node.nodeType === elementNode,
  );
}

/** The children with this name, in order. */
export function findChildren(
  parent: XmlElement,
  namespace: string,
  localName: string,
): XmlElement[] {
  return childElements(parent).filter((child) => isElement(child, namespace, localName));
}

/** The one child with this name, or null; two of them are `saml.xml_ambiguous`. */
export function findChild(
  parent: XmlElement,
  namespace: string,
  localName: string,
): XmlElement | null {
  const [first = null, ...more] = findChildren(parent, namespace, localName);
  if (more.length > 0) throw new AppError('saml.xml_ambiguous', `${localName} stands twice`);
  return first;
}

/** Every element of a document, root first. */
export function allElements(root: XmlElement): XmlElement[] {
  return [root, ...Array.from(root.getElementsByTagName('*'))];
}

/**
 * The whole text of an element that holds nothing but text, without white space around it. An
 * element inside is `saml.xml_ambiguous`: part of the value would be lost (attacks.md B5).
 */
export function readText(element: XmlElement): string {
  const nodes = Array.from(element.childNodes);
  if (nodes.some((node) => node.nodeType === elementNode)) {
    throw new AppError('saml.xml_ambiguous', `${element.localName ?? ''} holds more than text`);
  }
  const texts = nodes.filter((node) => node.nodeType === textNode);
  return texts
    .map((node) => node.nodeValue ?? '')
    .join('')
    .trim();
}

/** The value of an attribute without a namespace, or null. */
export function readAttribute(element: XmlElement, name: string): string | null {
  return element.hasAttributeNS(null, name) ? element.getAttributeNS(null, name) : null;
}

/**
 * Refuses attributes in a namespace (other than declarations and `xsi:`): `saml2p:ID` beside `ID` is
 * read by some and not by others (attacks.md A25).
 *
 * @throws AppError `saml.xml_ambiguous`.
 */
export function requirePlainAttributes(element: XmlElement): void {
  const allowed: readonly (string | null)[] = [null, xmlns.declarations, xmlns.schemaInstance];
  for (const attribute of Array.from(element.attributes)) {
    if (!allowed.includes(attribute.namespaceURI)) {
      throw new AppError(
        'saml.xml_ambiguous',
        'An attribute in a namespace that means nothing here',
      );
    }
  }
}
