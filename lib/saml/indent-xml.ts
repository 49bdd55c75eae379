/** Indents XML that we wrote ourselves, for reading. */

const token = /<(?:[^>"]|"[^"]*")+>|[^<]+/g;

/**
 * Puts every element on a line of its own, and a text on the line of its element. Only for XML of
 * `write-xml`: no comments, no self-closing tags, attributes in double quotes. The result is
 * to be read by people; a signature over it would not hold.
 */
export function indentXml(xml: string): string {
  const tokens = xml.match(token) ?? [];
  const lines: string[] = [];
  let depth = 0;
  tokens.forEach((text, at) => {
    const isEnd = text.startsWith('</');
    if (isEnd) depth -= 1;
    const before = tokens[at - 1] ?? '';
    const staysOnLine = !text.startsWith('<') || (isEnd && !before.startsWith('</'));
    if (staysOnLine) lines.push((lines.pop() ?? '') + text);
    else lines.push('  '.repeat(depth) + text);
    if (!isEnd && text.startsWith('<')) depth += 1;
  });
  return lines.join('\n');
}
