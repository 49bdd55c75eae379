/**
 * Text a spreadsheet would take for a formula, made harmless and back again (attacks.md G11): a
 * quotation mark goes before it. It also goes before text that begins with such a mark and a formula,
 * so that taking one mark away always gives back what was there.
 */
const formula = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;

/** Makes text harmless; also one of several values in a cell. */
export function escapeFormula(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** What the text was before {@link escapeFormula}. */
export function unescapeFormula(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text;
}
