/** Scripts that are written together in one language (UTS #39 §5.2, highly restrictive). */
const companions: Readonly<Record<string, readonly string[]>> = {
  Japanese: ['Latin', 'Han', 'Hiragana', 'Katakana'],
  Korean: ['Latin', 'Han', 'Hangul'],
  Chinese: ['Latin', 'Han', 'Bopomofo'],
};

const scripts = [
  ...['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Georgian', 'Hebrew', 'Arabic', 'Devanagari'],
  ...['Thai', 'Han', 'Hiragana', 'Katakana', 'Hangul', 'Bopomofo', 'Cherokee', 'Coptic', 'Lisu'],
].map((name) => ({ name, pattern: new RegExp(`\\p{Script=${name}}`, 'u') }));

/**
 * The scripts of the first part of a login that mixes alphabets no language writes together, such
 * as `аda` with a Cyrillic `а`; empty when no part does. The parts are what stands before the `@`
 * and each label of the domain, because `ada@почта.рф` is an honest address.
 */
export function findMixedScripts(login: string): readonly string[] {
  const [local = '', ...domain] = login.normalize('NFKC').split('@');
  for (const part of [local, ...domain.flatMap((text) => text.split('.'))]) {
    const found = scripts.filter(({ pattern }) => pattern.test(part)).map(({ name }) => name);
    if (found.length > 1 && !areWrittenTogether(found)) return found;
  }
  return [];
}

function areWrittenTogether(found: readonly string[]): boolean {
  return Object.values(companions).some((together) =>
    found.every((name) => together.includes(name)),
  );
}
