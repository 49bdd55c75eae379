import type { OrganisationState } from './organisation-state';
import type { OktaIdentityProvider, OktaRule } from './port';
import { toRuleName } from './wanted-objects';

/**
 * Active rules that lead to an identity provider of ours, besides that of the test person: the stages
 * of a roll-out, and what somebody made by hand.
 */
export function findOtherRoutes(
  { rules }: Pick<OrganisationState, 'rules'>,
  idp: Pick<OktaIdentityProvider, 'id' | 'name'>,
): readonly OktaRule[] {
  return rules.filter(
    ({ status, name, providerIds }) =>
      status === 'ACTIVE' && providerIds.includes(idp.id) && name !== toRuleName(idp.name),
  );
}

/** Patterns that a line bears. */
const shownPatterns = 3;

/** Whom a rule catches, for the middle of a sentence. */
export function describeWhom({ patterns, scope }: OktaRule): string {
  if (patterns === null) return `everybody${describeLimits(scope)}`;
  const shown = patterns
    .slice(0, shownPatterns)
    .map((pattern) => describePattern(pattern, scope.attribute));
  const more = patterns.length - shown.length;
  const rest = more > 0 ? ` and ${String(more)} more` : '';
  return `${shown.join(', ')}${rest}${describeLimits(scope)}`;
}

const patternWords: Readonly<Record<string, string>> = {
  EQUALS: '',
  SUFFIX: ' ends with',
  STARTS_WITH: ' starts with',
  CONTAINS: ' contains',
  EXPRESSION: ' matches',
};

function describePattern(
  { matchType, value }: { readonly matchType: string; readonly value: string },
  attribute: string | null,
): string {
  const subject = attribute === null ? 'login' : `profile attribute ${attribute}`;
  const verb = patternWords[matchType] ?? ` ${matchType}`;
  return `${subject}${attribute !== null && verb === '' ? ' is' : verb} ${value}`;
}

function describeLimits({ zones, platforms, apps }: OktaRule['scope']): string {
  const names = [
    ...(isAny(zones) ? [] : ['networks']),
    ...(isAny(apps) ? [] : ['applications']),
    ...(platforms.length === 0 ? [] : ['devices']),
  ];
  return names.length === 0 ? '' : ` (only some ${names.join(', ')})`;
}

function isAny({ include, exclude }: OktaRule['scope']['zones']): boolean {
  return include.length === 0 && exclude.length === 0;
}
