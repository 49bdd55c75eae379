const maxWords = 8;
const maxWordLength = 64;

/**
 * Text in words for the word search: compatibility forms unified, lower case, accents of Latin,
 * Greek and Cyrillic letters dropped, everything but letters, marks and digits a space. What is
 * stored and what is looked for go through this, so that `Zoë` is found by `zoe`.
 */
export function toSearchText(parts: readonly string[]): string {
  return [...new Set(wordsOf(parts.join(' ')))].join(' ');
}

/**
 * What a person typed as a query of PostgreSQL's `to_tsquery('simple', …)`: every word must begin a
 * stored word (`ada:* & love:*`). Null when nothing is left to look for. It holds letters, marks,
 * digits and the operators written here, so nothing typed is ever read as an operator.
 */
export function toSearchQuery(typed: string): string | null {
  const words = wordsOf(typed).slice(0, maxWords);
  return words.length === 0
    ? null
    : words.map((word) => `${Array.from(word).slice(0, maxWordLength).join('')}:*`).join(' & ');
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/gu, '')
    .normalize('NFKC')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
}
