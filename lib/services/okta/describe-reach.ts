import 'server-only';
import type { RollOutReach } from '@/lib/schemas/okta-guard';

/** How many people a stage catches, in a sentence. */
export function describeReach({ enrolled, notEnrolled, disabled, unknown }: RollOutReach): string {
  const here = enrolled + notEnrolled + disabled;
  const parts = [
    `${countPeople(here)} here, ${String(enrolled)} of them with a passkey`,
    ...(unknown === null ? ['nobody knows how many of Okta who are unknown here'] : []),
    ...(unknown !== null && unknown > 0 ? [`${countPeople(unknown)} of Okta unknown here`] : []),
  ];
  return `Known to be caught: ${parts.join(', and ')}.`;
}

function countPeople(count: number): string {
  return count === 1 ? 'one person' : `${String(count)} people`;
}
