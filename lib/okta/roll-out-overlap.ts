import type { RollOutWho } from '@/lib/schemas/okta-roll-out';
import type { OktaRule } from './port';

/**
 * Other active rules of the organisation that may catch the same people, and which of the two wins,
 * one sentence each. `place` is the priority that the new rule gets among `rules`; those of `ours`
 * are left out.
 */
export function findOverlaps(
  rules: readonly OktaRule[],
  {
    who,
    place,
    ours,
  }: { readonly who: RollOutWho; readonly place: number; readonly ours: ReadonlySet<string> },
): readonly string[] {
  return rules.flatMap((rule, index) => {
    const isForeign = rule.status === 'ACTIVE' && !rule.isSystem && !ours.has(rule.id);
    if (!isForeign || !mayOverlap(rule, who)) return [];
    const name = rule.name.slice(0, 100);
    return index + 1 < place
      ? [`“${name}” stands above the new rule: whoever both catch goes where that one leads.`]
      : [`“${name}” stands below the new rule: whoever both catch is sent to AdminX from now on.`];
  });
}

/** Only what is certain is left out: a pattern that cannot be judged may overlap. */
export function mayOverlap(rule: OktaRule, who: RollOutWho): boolean {
  if (who.stage === 'EVERYONE' || who.stage === 'ATTRIBUTE') return true;
  if (rule.patterns === null || rule.scope.attribute !== null) return true;
  return rule.patterns.some((pattern) =>
    who.stage === 'LIST'
      ? who.logins.some((login) => mayMatch(pattern, login))
      : who.domains.some((domain) => mayMeet(pattern, `@${domain}`)),
  );
}

interface Pattern {
  readonly matchType: string;
  readonly value: string;
}

function mayMatch({ matchType, value }: Pattern, login: string): boolean {
  const [typed, wanted] = [login.toLowerCase(), value.toLowerCase()];
  if (matchType === 'EQUALS') return typed === wanted;
  if (matchType === 'SUFFIX') return typed.endsWith(wanted);
  if (matchType === 'STARTS_WITH') return typed.startsWith(wanted);
  return matchType === 'CONTAINS' ? typed.includes(wanted) : true;
}

function mayMeet({ matchType, value }: Pattern, suffix: string): boolean {
  const wanted = value.toLowerCase();
  if (matchType === 'EQUALS') return wanted.endsWith(suffix);
  if (matchType === 'SUFFIX') return wanted.endsWith(suffix) || suffix.endsWith(wanted);
  return true;
}
