import { hashCanonically } from './canonical-json';
import { createId, fakeRefusal, type Around } from './fake-around';
import { unlimitedScope, type FakeOrganisation } from './fake-organisation';
import type { OktaRule, OktaRuleScope, RawRule } from './port';
import type { RoutingRuleBody } from './rule-bodies';

/** Routing rules of the fake, and what they may name. */
export function createFakeRuleCalls(org: FakeOrganisation, guard: Around) {
  const setStatus = (ruleId: string, status: string) => {
    org.rules = org.rules.map((rule) => (rule.id === ruleId ? { ...rule, status } : rule));
  };
  return {
    ...createScopeCalls(org, guard),
    getDiscoveryPolicy: guard('getDiscoveryPolicy', () => ({
      id: '00pFake',
      name: 'Idp Discovery Policy',
    })),
    listRules: guard('listRules', (_policyId: string) => [...org.rules]),
    createInactiveRule: guard('createInactiveRule', (_policyId: string, body: RoutingRuleBody) =>
      createRule(org, body),
    ),
    ...createReplaceCalls(org, guard),
    activateRule: guard('activateRule', (_policyId: string, ruleId: string) => {
      setStatus(ruleId, 'ACTIVE');
    }),
    deactivateRule: guard('deactivateRule', (_policyId: string, ruleId: string) => {
      setStatus(ruleId, 'INACTIVE');
    }),
    deleteRule: guard('deleteRule', (_policyId: string, ruleId: string) => {
      org.rules = inOrder(org.rules.filter((rule) => rule.id !== ruleId));
    }),
  };
}

function createReplaceCalls(org: FakeOrganisation, guard: Around) {
  const find = (ruleId: string): OktaRule => {
    const rule = org.rules.find(({ id }) => id === ruleId);
    if (!rule) throw fakeRefusal('okta.not_found');
    return rule;
  };
  const put = (rule: OktaRule, priority: number): OktaRule => {
    const others = org.rules.filter(({ id }) => id !== rule.id);
    const at = Math.min(priority, others.length) - 1;
    org.rules = inOrder([...others.slice(0, at), rule, ...others.slice(at)]);
    return find(rule.id);
  };
  return {
    readRawRule: guard('readRawRule', (_policyId: string, ruleId: string) => {
      const { name, providerIds, patterns, scope, fingerprint } = find(ruleId);
      return { name, providerIds, patterns, scope, fingerprint };
    }),
    replaceRule: guard('replaceRule', (_policyId: string, ruleId: string, body: RoutingRuleBody) =>
      put({ ...find(ruleId), ...toSettings(org, body) }, body.priority),
    ),
    restoreRule: guard(
      'restoreRule',
      (_policyId: string, ruleId: string, raw: RawRule, priority: number) => {
        put({ ...find(ruleId), ...(raw as Partial<OktaRule>) }, priority);
      },
    ),
  };
}

function createScopeCalls(org: FakeOrganisation, guard: Around) {
  return {
    listUsersByAttribute: guard('listUsersByAttribute', (attribute: string, value: string) => ({
      users: org.users.filter(
        ({ login }) => org.attributes.get(login.toLowerCase())?.[attribute] === value,
      ),
      isCut: false,
    })),
    listZones: guard('listZones', () => [...org.zones]),
    listApps: guard('listApps', () => [...org.apps]),
  };
}

/** At its place; the others move down, and the default rule stays last. */
function createRule(org: FakeOrganisation, body: RoutingRuleBody): OktaRule {
  const { idp } = body.actions;
  if (idp.shouldFallBackToOkta === true && org.fallback === 'refused') {
    throw fakeRefusal('okta.request_refused', 'E0000001');
  }
  const created: OktaRule = {
    id: createId('0pr'),
    status: 'INACTIVE',
    priority: body.priority,
    isSystem: false,
    lastUpdated: null,
    ...toSettings(org, body),
  };
  const at = Math.min(body.priority, org.rules.length) - 1;
  org.rules = inOrder([...org.rules.slice(0, at), created, ...org.rules.slice(at)]);
  return org.rules.find(({ id }) => id === created.id) ?? created;
}

function toSettings(org: FakeOrganisation, body: RoutingRuleBody) {
  const { conditions, actions, name } = body;
  return {
    name,
    providerIds: actions.idp.providers.flatMap((provider) =>
      provider.type === 'SAML2' ? [provider.id] : [],
    ),
    patterns: conditions.userIdentifier?.patterns ?? null,
    scope: toScope(org, body),
    fingerprint: hashCanonically([conditions, actions]),
  };
}

function inOrder(rules: readonly OktaRule[]): OktaRule[] {
  return rules.map((rule, index) => ({ ...rule, priority: index + 1 }));
}

function toScope(org: FakeOrganisation, { conditions, actions }: RoutingRuleBody): OktaRuleScope {
  const { network, platform, app, userIdentifier } = conditions;
  const platforms = platform.include.map(({ type, os }) => `${type}/${os.type}`);
  return {
    ...unlimitedScope,
    attribute: userIdentifier?.type === 'ATTRIBUTE' ? userIdentifier.attribute : null,
    zones: {
      include: 'include' in network ? network.include : [],
      exclude: 'exclude' in network ? network.exclude : [],
    },
    platforms: platforms.filter((name) => name !== 'ANY/ANY'),
    apps: { include: app.include.map(({ id }) => id), exclude: [] },
    leadsToOkta: actions.idp.providers.some(({ type }) => type === 'OKTA'),
    fallsBack: actions.idp.shouldFallBackToOkta === true && org.fallback === 'kept',
  };
}
