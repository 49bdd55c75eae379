import { randomInt } from 'node:crypto';

/** A code people type: `length` letters drawn evenly from an alphabet. */
export function randomCode(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
