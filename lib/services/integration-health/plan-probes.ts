import { randomBytes } from 'node:crypto';
import type { RouteProof, RouteSubject } from '@/lib/schemas/integration-health';

/** One login to ask for, and where it is to be sent. */
export interface Probe {
  readonly who: RouteSubject;
  readonly login: string;
  readonly expected: RouteProof['expected'];
}

/** Whom to ask for: those chosen at the set-up and later, and the invented login. */
export interface WatchedPeople {
  readonly testLogins: readonly string[];
  readonly adminLogins: readonly string[];
  /** Null when everybody is routed, so that nobody is a stranger. */
  readonly strangerLogin: string | null;
}

/**
 * What to ask, nobody twice: who is to be sent here first, then those who are to stay with Okta. To an
 * application that is switched off nobody is to be sent.
 */
export function planProbes(
  people: WatchedPeople,
  { isEnabled }: { readonly isEnabled: boolean },
): readonly Probe[] {
  const probes: Probe[] = [
    ...people.testLogins.map((login) => ({ who: 'test', login, expected: 'us' }) as const),
    ...people.adminLogins.map((login) => ({ who: 'admin', login, expected: 'okta' }) as const),
    ...(people.strangerLogin === null
      ? []
      : [{ who: 'stranger', login: people.strangerLogin, expected: 'okta' } as const]),
  ];
  const seen = new Set<string>();
  return probes
    .filter(({ login }) => {
      const key = login.toLowerCase();
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .map((probe) => (isEnabled ? probe : { ...probe, expected: 'away' }));
}

/**
 * A login nobody has, of the domain of the test person: a rule that became wider than that person
 * catches it.
 */
export function inventStranger(testLogin: string | null): string {
  const domain = testLogin?.split('@').at(-1) ?? 'example.com';
  return `adminx-nobody-${randomBytes(4).toString('hex')}@${domain}`;
}
