/** Says in one sentence what was expected and what was found. */

/** The value, or an error with the sentence when there is none. */
export function must<Value>(value: Value | null | undefined, sentence: string): Value {
  if (value === null || value === undefined) throw new Error(sentence);
  return value;
}

/** Throws unless both are the same. */
export function mustBe<Value extends string | number | null>(
  found: Value,
  expected: Value,
  what: string,
): void {
  if (found === expected) return;
  throw new Error(`${what}: expected ${String(expected)}, found ${String(found)}`);
}
