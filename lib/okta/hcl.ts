/** Longest name that is written into a comment, in characters. */
const maxCommentLength = 200;

/** Ends a line, or turns the direction of what follows. */
const lineEnders = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * A text as a quoted string of HCL, so that nothing in it is a template: `"` and `\` escaped, line
 * ends as `\n` and `\r`, other control characters as `\uNNNN`, `${` and `%{` doubled.
 * Source: HCL native syntax specification, "Template Expressions" and "Quoted templates".
 */
export function quoteHcl(text: string): string {
  const escaped = text
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`)
    .replaceAll('\t', String.raw`\t`)
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, toUnicodeEscape)
    .replaceAll(/([$%])\{/gu, '$1$1{');
  return `"${escaped}"`;
}

/** A text for the rest of a comment line: it cannot end the line, and is cut when it is long. */
export function toHclComment(text: string): string {
  const line = text.replaceAll(lineEnders, ' ').trim();
  return line.length > maxCommentLength ? `${line.slice(0, maxCommentLength)}…` : line;
}

/**
 * A name for a resource, made of letters of ASCII, digits and underscores: `1Kosmos - pilot` →
 * `adminx_1kosmos_pilot`. Names of different things may come out the same; the caller numbers them.
 */
export function toHclName(text: string): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/gu) ?? [];
  return ['adminx', ...words].join('_').slice(0, 60);
}

function toUnicodeEscape(character: string): string {
  return String.raw`\u` + character.charCodeAt(0).toString(16).padStart(4, '0');
}
