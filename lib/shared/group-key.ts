/**
 * The form of a group's name that is compared and kept unique: NFKC, single spaces, lower case
 * without regard to any locale. "Entwicklung  Köln" and "ENTWICKLUNG KÖLN" are one name, however
 * the ö is written.
 */
export function toGroupKey(name: string): string {
  const folded = name.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');
  return folded.replace(/\s+/gu, ' ').trim();
}
