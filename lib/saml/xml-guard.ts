/** Looks at XML text before any parser does, and refuses what parsers disagree about. */
import { AppError } from '@/lib/shared/errors';
import type { XmlLimits } from './xml-limits';

const name = String.raw`[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?`;
const declarationPattern =
  /^<\?xml[ \t\r\n]+version[ \t]*=[ \t]*["']1\.0["'](?:[ \t\r\n]+encoding[ \t]*=[ \t]*["']([\w.-]{1,40})["'])?(?:[ \t\r\n]+standalone[ \t]*=[ \t]*["'](?:yes|no)["'])?[ \t\r\n]*\?>/;
const startPattern = new RegExp(`<(${name})`, 'y');
const attributePattern = new RegExp(
  String.raw`[ \t\r\n]+(${name})[ \t\r\n]*=[ \t\r\n]*(?:"([^"<]*)"|'([^'<]*)')`,
  'y',
);
const startEndPattern = /[ \t\r\n]*(\/?)>/y;
const endPattern = new RegExp(String.raw`</(${name})[ \t\r\n]*>`, 'y');
const illegalCharacter = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const referencePattern = /&(?:(?:amp|lt|gt|quot|apos);|#(\d{1,7});|#x([0-9A-Fa-f]{1,6});)?/g;

interface Scan {
  readonly xml: string;
  readonly limits: XmlLimits;
  readonly open: string[];
  position: number;
  hasRoot: boolean;
  elements: number;
  attributes: number;
  declarations: number;
}

/**
 * Refuses text that is not one small, plain, well-formed XML element.
 *
 * One linear scan, before any parser sees the text: no DOCTYPE (B1 to B3), no CDATA, no processing
 * instruction but an XML declaration that says UTF-8, no comment in messages (B5), only the five
 * predefined entities and character references to legal characters (B6), one root and nothing after
 * it (B7), ASCII names, no repeated attribute, bounded size, depth, elements, attributes and namespace
 * declarations (B4). Nothing is expanded, fetched or built.
 *
 * @throws AppError `saml.doctype_forbidden`, `saml.xml_construct_forbidden`, `saml.xml_malformed`,
 * `saml.xml_too_complex`, `saml.message_too_large`, `saml.encoding_unsupported`.
 * Source: XML 1.0 §2; SAML Core 2.0 §1.3.
 */
export function guardXml(xml: string, limits: XmlLimits): void {
  if (xml.length > limits.characters) {
    throw new AppError('saml.message_too_large', `${String(xml.length)} characters of XML`);
  }
  if (illegalCharacter.test(xml)) malformed('A character that XML does not allow');
  const scan: Scan = {
    xml,
    limits,
    open: [],
    position: skipDeclaration(xml),
    hasRoot: false,
    elements: 0,
    attributes: 0,
    declarations: 0,
  };
  while (scan.position < xml.length) {
    readText(scan);
    if (scan.position < xml.length) readMarkup(scan);
  }
  if (!scan.hasRoot || scan.open.length > 0) malformed('No root element, or unclosed elements');
}

function skipDeclaration(xml: string): number {
  const declaration = declarationPattern.exec(xml);
  if (!declaration) return 0;
  const encoding = declaration[1] ?? 'utf-8';
  if (encoding.toLowerCase() !== 'utf-8') {
    throw new AppError('saml.encoding_unsupported', `The declaration says ${encoding}`);
  }
  return declaration[0].length;
}

function readText(scan: Scan): void {
  const next = scan.xml.indexOf('<', scan.position);
  const end = next === -1 ? scan.xml.length : next;
  const text = scan.xml.slice(scan.position, end);
  scan.position = end;
  if (scan.open.length === 0 && /[^ \t\r\n]/.test(text)) malformed('Text outside the root element');
  if (text.includes(']]>')) malformed('"]]>" in text');
  checkReferences(text);
}

function readMarkup(scan: Scan): void {
  const { xml, position } = scan;
  if (xml.startsWith('</', position)) readEndTag(scan);
  else if (xml.startsWith('<!--', position)) readComment(scan);
  else if (xml.startsWith('<!', position)) refuseDeclaration(scan);
  else if (xml.startsWith('<?', position)) forbidden('A processing instruction');
  else readStartTag(scan);
}

function readStartTag(scan: Scan): void {
  const tag = match(scan, startPattern) ?? malformed('A "<" that begins no tag');
  if (scan.open.length === 0 && scan.hasRoot) malformed('A second root element');
  scan.hasRoot = true;
  scan.elements += 1;
  readAttributes(scan);
  const end = match(scan, startEndPattern) ?? malformed('A start tag with a broken attribute');
  if (end[1] !== '/') scan.open.push(tag[1] ?? '');
  const { elements, depth } = scan.limits;
  if (scan.elements > elements || scan.open.length > depth) tooComplex('elements or depth');
}

function readAttributes(scan: Scan): void {
  const names = new Set<string>();
  for (let found = match(scan, attributePattern); found; found = match(scan, attributePattern)) {
    const [, attribute = '', doubleQuoted, singleQuoted = ''] = found;
    if (names.has(attribute)) malformed('An attribute stands twice');
    names.add(attribute);
    if (/^xmlns(?::|$)/.test(attribute)) scan.declarations += 1;
    checkAttributeValue(scan, doubleQuoted ?? singleQuoted);
  }
  scan.attributes += names.size;
  const { attributes, attributesOfElement, namespaceDeclarations } = scan.limits;
  if (names.size > attributesOfElement || scan.attributes > attributes) tooComplex('attributes');
  if (scan.declarations > namespaceDeclarations) tooComplex('namespace declarations');
}

/** Parsers differ about line breaks in attribute values, so messages have none. */
function checkAttributeValue(scan: Scan, value: string): void {
  checkReferences(value);
  if (!scan.limits.allowComments && /[\t\r\n]/.test(value)) {
    forbidden('A line break or tab inside an attribute');
  }
}

function readEndTag(scan: Scan): void {
  const tag = match(scan, endPattern) ?? malformed('A broken end tag');
  if (scan.open.pop() !== tag[1]) malformed('An end tag that closes another element');
}

function readComment(scan: Scan): void {
  if (!scan.limits.allowComments) forbidden('A comment');
  const end = scan.xml.indexOf('--', scan.position + 4);
  if (end === -1 || scan.xml[end + 2] !== '>') malformed('A broken comment');
  scan.position = end + 3;
}

function refuseDeclaration(scan: Scan): never {
  const word = scan.xml.slice(scan.position + 2, scan.position + 9);
  if (word.toUpperCase() !== 'DOCTYPE') forbidden('CDATA or a declaration');
  throw new AppError('saml.doctype_forbidden', 'The document has a DOCTYPE');
}

function checkReferences(text: string): void {
  for (const reference of text.matchAll(referencePattern)) {
    if (reference[0] === '&') forbidden('An entity that XML does not predefine');
    const [, decimal, hexadecimal] = reference;
    const code = decimal ? parseInt(decimal, 10) : parseInt(hexadecimal ?? '20', 16);
    if (code > 0x10ffff || illegalCharacter.test(String.fromCodePoint(code))) {
      malformed('A reference to a character that XML does not allow');
    }
  }
}

function match(scan: Scan, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = scan.position;
  const found = pattern.exec(scan.xml);
  if (found) scan.position = pattern.lastIndex;
  return found;
}

function malformed(reason: string): never {
  throw new AppError('saml.xml_malformed', reason);
}

function forbidden(reason: string): never {
  throw new AppError('saml.xml_construct_forbidden', reason);
}

function tooComplex(reason: string): never {
  throw new AppError('saml.xml_too_complex', `Too many: ${reason}`);
}
