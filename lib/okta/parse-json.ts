/**
 * JSON text to a value, or null when it is not JSON. The value is `unknown` on purpose: it comes
 * from outside and must go through a schema, which reads known keys only, so `__proto__` in it is
 * never merged anywhere.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
