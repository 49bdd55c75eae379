/** Writes XML that is in exclusive canonical form as it stands. */
import { AppError } from '@/lib/shared/errors';

const illegalCharacter = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

const textEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#xD;',
};
const attributeEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/**
 * Escapes text content as canonical XML has it (attacks.md C23).
 *
 * @throws AppError `saml.value_unencodable` for characters XML does not allow (control characters,
 * half surrogates). Source: Canonical XML 1.0 §2.3.
 */
export function escapeText(text: string): string {
  return requireLegal(text).replace(/[&<>\r]/g, (character) => textEscapes[character] ?? '');
}

/** Escapes an attribute value as canonical XML has it; throws like {@link escapeText}. */
function escapeAttribute(value: string): string {
  return requireLegal(value).replace(
    /[&<"\t\n\r]/g,
    (character) => attributeEscapes[character] ?? '',
  );
}

/** Attribute names and values; null is left out. */
export type Attributes = Readonly<Record<string, string | null>>;

/**
 * Writes one element. The caller gives namespace declarations first, then attributes sorted by name,
 * and declares a namespace where it is first visibly used, so that the text is canonical.
 *
 * @param content already written XML: text goes through {@link escapeText} first.
 */
export function writeElement(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([attribute, value]) => ` ${attribute}="${escapeAttribute(value)}"`);
  return `<${name}${written.join('')}>${content}</${name}>`;
}

function requireLegal(text: string): string {
  if (!illegalCharacter.test(text)) return text;
  throw new AppError('saml.value_unencodable', 'A value holds a character that XML does not allow');
}
