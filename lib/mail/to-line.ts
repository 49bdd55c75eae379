/** Line breaks, other controls, and characters that turn or hide the text around them. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
const maxLength = 500;

/** Makes a value one line of visible text, so that it can neither add headers nor fake a paragraph. */
export function toLine(text: string): string {
  const line = text.replace(unsafe, ' ').replace(/\s+/gu, ' ').trim();
  return line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line;
}
