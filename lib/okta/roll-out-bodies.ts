import type { RollOutChoices, RollOutLimits, RollOutWho } from '@/lib/schemas/okta-roll-out';
import type { OktaRule } from './port';
import type { RoutingRuleBody } from './rule-bodies';

type Conditions = RoutingRuleBody['conditions'];
type Platform = Conditions['platform']['include'][number];

/** Limits that limit nothing. */
const unlimited: RollOutLimits = { zoneMode: 'ANYWHERE', zones: [], apps: [], platforms: [] };

/** The body of the rule of a stage (facts of Okta's API, section 1.8). */
export function buildWiderRuleBody(
  { who, limits, fallback }: RollOutChoices,
  place: { readonly name: string; readonly priority: number; readonly idpId: string },
): RoutingRuleBody {
  const identifier = toIdentifier(who);
  return {
    type: 'IDP_DISCOVERY',
    name: place.name,
    priority: place.priority,
    conditions: { ...toConditions(limits), ...(identifier && { userIdentifier: identifier }) },
    actions: {
      idp: {
        idpSelectionType: 'SPECIFIC',
        providers: [{ type: 'SAML2', id: place.idpId }],
        ...(fallback && { shouldFallBackToOkta: true }),
      },
    },
  };
}

/**
 * What the owners of logins may type into Okta's sign-in page to be found: the login, and by Okta's
 * short match its part before the sign. A rule compares with what is typed, so one that names only the
 * login misses who types less.
 */
export function toTypedLogins(logins: readonly string[]): readonly string[] {
  const typed = logins.flatMap((login) => [login, login.split('@')[0] ?? '']);
  return [...new Set(typed.filter((word) => word !== ''))];
}

/** The body of the rule that keeps administrators with Okta, above all others and limited by nothing. */
export function buildAdminRuleBody(logins: readonly string[], name: string): RoutingRuleBody {
  return buildKeepingBody(toTypedLogins(logins), name);
}

/** The body of a rule that keeps whoever types one of these words with Okta. */
export function buildKeepingBody(typed: readonly string[], name: string): RoutingRuleBody {
  return {
    type: 'IDP_DISCOVERY',
    name,
    priority: 1,
    conditions: {
      ...toConditions(unlimited),
      userIdentifier: { type: 'IDENTIFIER', patterns: typed.map(toEquals) },
    },
    actions: { idp: { idpSelectionType: 'SPECIFIC', providers: [{ type: 'OKTA' }] } },
  };
}

/** The same rule without the wish that an organisation refused. */
export function withoutFallback(body: RoutingRuleBody): RoutingRuleBody {
  const { idpSelectionType, providers } = body.actions.idp;
  return { ...body, actions: { idp: { idpSelectionType, providers } } };
}

/**
 * Tells whether a rule catches and does exactly what a body says; place, state and the fallback, which
 * an organisation may drop, are not compared.
 */
export function isRuleOf(rule: OktaRule, { name, conditions, actions }: RoutingRuleBody): boolean {
  const { userIdentifier, network, platform, app } = conditions;
  const [provider] = actions.idp.providers;
  const { scope } = rule;
  const wanted = [
    name,
    sorted((userIdentifier?.patterns ?? []).map(toLine)),
    userIdentifier?.type === 'ATTRIBUTE' ? userIdentifier.attribute : null,
    sorted('include' in network ? network.include : []),
    sorted('exclude' in network ? network.exclude : []),
    sorted(platform.include.map(({ type, os }) => `${type}/${os.type}`).filter(isLimit)),
    sorted(app.include.map(({ id }) => id)),
    [],
    provider.type === 'SAML2' ? [provider.id] : [],
    provider.type === 'OKTA',
  ];
  const found = [
    rule.name,
    sorted((rule.patterns ?? []).map(toLine)),
    scope.attribute,
    sorted(scope.zones.include),
    sorted(scope.zones.exclude),
    sorted(scope.platforms),
    sorted(scope.apps.include),
    scope.apps.exclude,
    rule.providerIds,
    scope.leadsToOkta,
  ];
  return JSON.stringify(wanted) === JSON.stringify(found);
}

function toIdentifier(who: RollOutWho): Conditions['userIdentifier'] {
  switch (who.stage) {
    case 'LIST':
      return { type: 'IDENTIFIER', patterns: who.logins.map(toEquals) };
    case 'DOMAIN':
      return {
        type: 'IDENTIFIER',
        patterns: who.domains.map((domain) => ({ matchType: 'SUFFIX', value: `@${domain}` })),
      };
    case 'ATTRIBUTE':
      return {
        type: 'ATTRIBUTE',
        attribute: who.attribute,
        patterns: [{ matchType: 'EQUALS', value: who.value }],
      };
    case 'EVERYONE':
      return undefined;
  }
}

function toConditions(limits: RollOutLimits): Omit<Conditions, 'userIdentifier'> {
  const include = limits.platforms.map((platform) => {
    const [type, os] = platform.split('/') as [Platform['type'], Platform['os']['type']];
    return { type, os: { type: os } };
  });
  const any: Platform = { type: 'ANY', os: { type: 'ANY' } };
  return {
    network: toNetwork(limits),
    platform: { include: include.length === 0 ? [any] : include, exclude: [] },
    app: { include: limits.apps.map(({ id }) => ({ type: 'APP', id })), exclude: [] },
  };
}

function toNetwork({ zoneMode, zones }: RollOutLimits): Conditions['network'] {
  const ids = zones.map(({ id }) => id);
  if (zoneMode === 'INCLUDE') return { connection: 'ZONE', include: ids };
  if (zoneMode === 'EXCLUDE') return { connection: 'ZONE', exclude: ids };
  return { connection: 'ANYWHERE' };
}

function toEquals(login: string) {
  return { matchType: 'EQUALS' as const, value: login };
}

function toLine({ matchType, value }: { matchType: string; value: string }): string {
  return `${matchType} ${value.toLowerCase()}`;
}

function isLimit(platform: string): boolean {
  return platform !== 'ANY/ANY';
}

function sorted(list: readonly string[]): string[] {
  return list.toSorted((a, b) => (a < b ? -1 : 1));
}
