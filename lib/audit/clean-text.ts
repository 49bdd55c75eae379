/** Keeps from the audit what would act in a terminal, a log viewer or the database (attacks.md G11). */
import type { JsonValue } from '@/lib/shared/audit-chain-form';

const maxTextLength = 512;
const maxValueLength = 2048;
const maxListLength = 200;
const maxDepth = 5;
const replacement = '\uFFFD';

/** Control characters, half surrogate pairs, and what changes the direction of writing. */
const unseen = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;
const unseenButLines = /(?![\n\t])[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;

/** One line of text, at most 512 characters. */
export function cleanText(text: string): string {
  return cut(text.replace(unseen, replacement), maxTextLength);
}

/** Values before and after, as JSON: texts may have lines, and nothing is endless. */
export function cleanChanges(value: unknown, depth = 0): JsonValue {
  if (typeof value === 'string') {
    return cut(value.replaceAll('\r\n', '\n').replace(unseenButLines, replacement), maxValueLength);
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null || depth > maxDepth) return null;
  if (Array.isArray(value)) {
    return value.slice(0, maxListLength).map((item) => cleanChanges(item, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [cleanText(name), cleanChanges(member, depth + 1)]),
  );
}

/** Never cuts a character of two halves in the middle. */
function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
