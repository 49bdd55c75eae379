import type { WiderStage } from '@/lib/schemas/okta-roll-out';
import type { OktaRule } from './port';
import { everyoneSuffix } from './rule-bodies';

/** Longest name of a rule that is known to be taken, in characters. */
const maxRuleNameLength = 50;

const suffixes: Record<WiderStage | 'ADMINS', string> = {
  LIST: ' - list',
  DOMAIN: ' - domain',
  ATTRIBUTE: ' - attribute',
  EVERYONE: everyoneSuffix,
  ADMINS: ' - admins stay with Okta',
};

/**
 * The name of a rule of a roll-out: after the identity provider, as that of the test person's rule.
 * The first of a kind has no number; a long name is cut so that the whole fits.
 */
export function toRollOutRuleName(
  idpName: string,
  kind: WiderStage | 'ADMINS',
  number: number,
): string {
  const suffix = number === 1 ? suffixes[kind] : `${suffixes[kind]} ${String(number)}`;
  return `${idpName.slice(0, maxRuleNameLength - suffix.length)}${suffix}`;
}

/** What a rule of a roll-out is, by its name; null for any other. */
export function toRollOutKind(name: string, idpName: string): WiderStage | 'ADMINS' | null {
  const kinds = Object.keys(suffixes) as (keyof typeof suffixes)[];
  return (
    kinds.find((kind) => {
      const number = / (\d{1,3})$/u.exec(name)?.[1];
      const numbers = number === undefined ? [1] : [1, Number(number)];
      return numbers.some((one) => name === toRollOutRuleName(idpName, kind, one));
    }) ?? null
  );
}

/** A rule of a roll-out of ours as Okta has it. */
export interface FoundRule {
  readonly rule: OktaRule;
  readonly kind: WiderStage | 'ADMINS';
}

/**
 * Rules of a roll-out that are there, in order of priority: by name, and by where they lead, so that
 * a rule somebody else gave such a name is left alone.
 */
export function findRollOutRules(
  rules: readonly OktaRule[],
  { idpName, idpId }: { readonly idpName: string; readonly idpId: string | null },
): readonly FoundRule[] {
  return rules.flatMap((rule) => {
    const kind = rule.isSystem ? null : toRollOutKind(rule.name, idpName);
    if (kind === null) return [];
    const leadsHere = rule.providerIds.every((id) => id === idpId);
    const isOurs = kind === 'ADMINS' ? rule.providerIds.length === 0 : leadsHere;
    return isOurs ? [{ rule, kind }] : [];
  });
}
