import { createHash } from 'node:crypto';
import { AppError } from '@/lib/shared/errors';

/** Deeper nesting than anything Okta sends; guards the recursion against hostile answers. */
const maxDepth = 50;

/**
 * JSON with sorted keys and no white space, so that equal values give equal texts. `undefined`
 * members are left out, as in `JSON.stringify`.
 * @throws AppError `okta.answer_unusable` when nested deeper than fifty levels
 */
function toCanonicalJson(value: unknown, depth = 0): string {
  if (depth > maxDepth) throw new AppError('okta.answer_unusable', 'Nested too deeply');
  if (Array.isArray(value)) {
    return `[${value.map((item) => toCanonicalJson(item ?? null, depth + 1)).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${toCanonicalJson(member, depth + 1)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/** SHA-256 in lower-case hex over the canonical JSON of a value. */
export function hashCanonically(value: unknown): string {
  return createHash('sha256').update(toCanonicalJson(value)).digest('hex');
}
