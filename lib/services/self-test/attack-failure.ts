/** An attack was not refused as it must be; or what is valid was refused. Holds no secret. */
export class AttackFailure extends Error {
  readonly attempt: string;
  readonly expected: string;
  readonly found: string;

  constructor(attempt: string, expected: string, found: string) {
    super(`${attempt}: expected ${expected}, found ${found}`);
    this.name = 'AttackFailure';
    this.attempt = attempt;
    this.expected = expected;
    this.found = found;
  }
}

/** Compares by value and complains. */
export function requireSame(attempt: string, found: unknown, expected: unknown): void {
  const [one, other] = [show(found), show(expected)];
  if (one !== other) throw new AttackFailure(attempt, other, one);
}

/** Complains unless a condition holds. */
export function requireTrue(attempt: string, isSo: boolean, expected: string): void {
  if (!isSo) throw new AttackFailure(attempt, expected, 'something else');
}

function show(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify([value])).slice(0, 300);
}
