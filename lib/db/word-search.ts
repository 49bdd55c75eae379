/** Search by the beginnings of words, on PostgreSQL's text index over a `searchText` column. */

const maxWords = 6;
const maxWordLength = 60;

/**
 * The words of some texts as the `searchText` column holds them: lower case, without the accents of
 * Latin, Greek and Cyrillic letters (so that `zoe` finds `Zoë`), single spaces.
 */
export function toSearchText(...parts: readonly (string | null | undefined)[]): string {
  return wordsOf(parts.filter(Boolean).join(' ')).join(' ');
}

/**
 * What a person typed as a query for `to_tsquery('simple', …)`: every word must begin a word of the
 * row. Null when nothing to search for was typed.
 */
export function toPrefixQuery(typed: string): string | null {
  const words = toSearchWords(typed);
  return words.length === 0 ? null : words.map((word) => `${word}:*`).join(' & ');
}

/** The words a person typed that are looked for: the first six, each its first sixty characters. */
export function toSearchWords(typed: string): readonly string[] {
  const words = wordsOf(typed).slice(0, maxWords);
  return words.map((word) => Array.from(word).slice(0, maxWordLength).join(''));
}

/** Letters, marks and digits make words; everything else parts them, so no operator gets through. */
function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/gu, '')
    .normalize('NFKC')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
}
