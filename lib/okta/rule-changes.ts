import type { PlannedChange } from '@/lib/schemas/okta-run';
import type { OktaRule, OktaRuleScope } from './port';
import type { WantedRule } from './repair-record';
import type { RoutingRuleBody } from './rule-bodies';

type Shape = Pick<OktaRule, 'name' | 'patterns' | 'providerIds'> & {
  readonly scope: OktaRuleScope;
};

/**
 * In what a rule of ours differs from what was made, field by field in words; its state and its place
 * are not among it. Empty when it catches and does exactly what it was made for.
 */
export function findRuleChanges(
  rule: OktaRule,
  wanted: WantedRule,
  idp: { readonly id: string; readonly nameOf: (id: string) => string },
): readonly PlannedChange[] {
  const shape = toShape(wanted.toBody(1, idp.id));
  const fields = describe(rule, idp.nameOf);
  const known = describe(shape, idp.nameOf).flatMap(([field, after], index) => {
    const before = fields[index]?.[1] ?? '';
    const isCompared = field !== fallbackField || wanted.fallsBack !== null;
    const isSame = before.toLowerCase() === after.toLowerCase();
    return isSame || !isCompared ? [] : [{ field, before, after }];
  });
  const isOther = wanted.fingerprint !== null && wanted.fingerprint !== rule.fingerprint;
  if (known.length > 0 || !isOther) return known;
  return [{ field: 'Other settings', before: 'Changed in Okta', after: 'As they were made' }];
}

const fallbackField = 'Falls back to Okta';

function describe(
  { name, patterns, providerIds, scope }: Shape,
  nameOf: (id: string) => string,
): readonly (readonly [field: string, words: string])[] {
  const { zones, platforms, apps, leadsToOkta, fallsBack } = scope;
  const leads = [...providerIds.map(nameOf), ...(leadsToOkta ? ['Okta'] : [])];
  return [
    ['Name', name],
    ['Whom it catches', describePatterns(patterns, scope)],
    ['Network zones', describeLists(zones, 'Anywhere')],
    ['Devices', sorted(platforms).join(', ') || 'Any'],
    ['Applications', describeLists(apps, 'Every application')],
    ['Leads to', leads.join(', ') || 'Nothing'],
    [fallbackField, fallsBack ? 'Yes' : 'No'],
  ];
}

const patternWords: Readonly<Record<string, string>> = {
  EQUALS: '',
  SUFFIX: 'ends with ',
  STARTS_WITH: 'begins with ',
  CONTAINS: 'contains ',
  EXPRESSION: 'matches ',
};

function describePatterns(patterns: Shape['patterns'], { attribute }: OktaRuleScope): string {
  if (patterns === null) return 'Everybody';
  const lines = sorted(
    patterns.map(({ matchType, value }) => {
      const how = patternWords[matchType] ?? `${matchType} `;
      return `${how}${value.toLowerCase()}`;
    }),
  );
  const of = attribute === null ? '' : `profile attribute ${attribute}: `;
  return `${of}${lines.join(', ')}`;
}

function describeLists(
  {
    include,
    exclude,
  }: { readonly include: readonly string[]; readonly exclude: readonly string[] },
  none: string,
): string {
  const only = include.length > 0 ? [`only ${sorted(include).join(', ')}`] : [];
  const not = exclude.length > 0 ? [`not ${sorted(exclude).join(', ')}`] : [];
  return [...only, ...not].join('; ') || none;
}

function toShape({ name, conditions, actions }: RoutingRuleBody): Shape {
  const { network, platform, app, userIdentifier } = conditions;
  const { providers, shouldFallBackToOkta } = actions.idp;
  const platforms = platform.include.map(({ type, os }) => `${type}/${os.type}`);
  return {
    name,
    patterns: userIdentifier?.patterns ?? null,
    providerIds: providers.flatMap((provider) => (provider.type === 'SAML2' ? [provider.id] : [])),
    scope: {
      attribute: userIdentifier?.type === 'ATTRIBUTE' ? userIdentifier.attribute : null,
      zones: {
        include: 'include' in network ? network.include : [],
        exclude: 'exclude' in network ? network.exclude : [],
      },
      platforms: platforms.filter((one) => one !== 'ANY/ANY'),
      apps: { include: app.include.map(({ id }) => id), exclude: [] },
      leadsToOkta: providers.some(({ type }) => type === 'OKTA'),
      fallsBack: shouldFallBackToOkta === true,
    },
  };
}

function sorted(list: readonly string[]): string[] {
  return list.toSorted((a, b) => (a < b ? -1 : 1));
}
