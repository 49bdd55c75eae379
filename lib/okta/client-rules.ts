import { AppError } from '@/lib/shared/errors';
import { policyAnswer, userAnswer } from './api-answers';
import type { OktaHttp } from './okta-http';
import type { OktaAdmin } from './port';
import { routingRuleBodySchema } from './rule-bodies';
import { appAnswer, rawRuleAnswer, ruleAnswer, zoneAnswer } from './rule-answers';
import { runUnlessGone } from './when-gone';

type Part<K extends keyof OktaAdmin> = Pick<OktaAdmin, K>;

const id = encodeURIComponent;

/** Routing rules of {@link OktaAdmin}. */
export function ruleCalls(
  http: OktaHttp,
): Part<
  | 'getDiscoveryPolicy'
  | 'listRules'
  | 'createInactiveRule'
  | 'readRawRule'
  | 'replaceRule'
  | 'restoreRule'
  | 'activateRule'
  | 'deactivateRule'
  | 'deleteRule'
> {
  const path = (policyId: string) => `/api/v1/policies/${id(policyId)}/rules`;
  return {
    getDiscoveryPolicy: async () => {
      const [policy] = await http.list('/api/v1/policies?type=IDP_DISCOVERY', policyAnswer);
      if (!policy) throw new AppError('okta.policy_missing');
      return policy;
    },
    listRules: async (policyId) => {
      const found = await http.list(path(policyId), ruleAnswer);
      return found.toSorted((a, b) => (a.priority ?? Infinity) - (b.priority ?? Infinity));
    },
    createInactiveRule: (policyId, input) => {
      const body = routingRuleBodySchema.parse(input);
      const request = { method: 'post', path: `${path(policyId)}?activate=false`, body } as const;
      return http.read(request, ruleAnswer);
    },
    readRawRule: (policyId, ruleId) =>
      http.read({ method: 'get', path: `${path(policyId)}/${id(ruleId)}` }, rawRuleAnswer),
    replaceRule: (policyId, ruleId, input) => {
      const body = routingRuleBodySchema.parse(input);
      const request = { method: 'put', path: `${path(policyId)}/${id(ruleId)}`, body } as const;
      return http.read(request, ruleAnswer);
    },
    restoreRule: async (policyId, ruleId, raw, priority) => {
      const body = { ...raw, priority };
      const request = { method: 'put', path: `${path(policyId)}/${id(ruleId)}`, body } as const;
      await http.read(request, ruleAnswer);
    },
    activateRule: (policyId, ruleId) =>
      http.run(({ policyApi }) => policyApi.activatePolicyRule({ policyId, ruleId })),
    deactivateRule: (policyId, ruleId) =>
      runUnlessGone(http, ({ policyApi }) => policyApi.deactivatePolicyRule({ policyId, ruleId })),
    deleteRule: (policyId, ruleId) =>
      runUnlessGone(http, ({ policyApi }) => policyApi.deletePolicyRule({ policyId, ruleId })),
  };
}

/** What a rule may be limited to, of {@link OktaAdmin}: one page each, for a person to choose from. */
export function scopeCalls(
  http: OktaHttp,
): Part<'listUsersByAttribute' | 'listZones' | 'listApps'> {
  return {
    listUsersByAttribute: async (attribute, value) => {
      const escaped = value.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
      const search = id(`profile.${attribute} eq "${escaped}"`);
      const path = `/api/v1/users?search=${search}&limit=200`;
      const { items, nextUrl } = await http.readPage(path, userAnswer);
      return { users: items, isCut: nextUrl !== null };
    },
    listZones: async () => {
      const { items } = await http.readPage('/api/v1/zones?limit=200', zoneAnswer);
      return items.flatMap((zone) => (zone ? [zone] : []));
    },
    listApps: async () => {
      const { items } = await http.readPage('/api/v1/apps?limit=200', appAnswer);
      return items.flatMap((app) => (app ? [app] : []));
    },
  };
}
