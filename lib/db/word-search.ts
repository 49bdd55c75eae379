/** Search by the beginnings of words, on PostgreSQL's text index over a `searchText` column. */

const maxWords = 6;
const maxWordLength = 60;

/** The words of some texts as the `searchText` column holds them: lower case, single spaces. */
export function toSearchText(...parts: readonly (string | null | undefined)[]): string {
  return wordsOf(parts.filter(Boolean).join(' ')).join(' ');
}

/**
 * What a person typed as a query for `to_tsquery('simple', …)`: every word must begin a word of the
 * row. Null when nothing to search for was typed.
 */
export function toPrefixQuery(typed: string): string | null {
  const words = wordsOf(typed).slice(0, maxWords);
  if (words.length === 0) return null;
  return words.map((word) => `${word.slice(0, maxWordLength)}:*`).join(' & ');
}

/** Letters, marks and digits make words; everything else parts them, so no operator gets through. */
function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
}
