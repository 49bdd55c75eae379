import 'server-only';
import { buildRoutingRuleBody, toRuleName } from '@/lib/okta/wanted-objects';
import type { OktaRoute } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';
import { oktaEnvironment } from './okta-environment';
import { fact, type RunContext, type SetupStep } from './run-facts';

/** How long Okta may take to route, in tries of one second. */
const maxRouteTries = 15;

/** Where the test person is sent before anything is routed. */
export const findRouteBefore: SetupStep = {
  action: 'find_route_before',
  perform: async ({ findRoute, choices }) => {
    const routeBefore = await findRoute(choices.pilotLogin);
    return { status: 'DONE', evidence: describeRoute(routeBefore), facts: { routeBefore } };
  },
};

/** Creates the pilot's rule switched off, or keeps ours. */
export const createRule: SetupStep = {
  action: 'create_rule',
  perform: async ({ admin, choices }, facts, intend) => {
    const before = fact(facts, 'before');
    const existing = before.rules.find(({ name }) => name === toRuleName(choices.idpName));
    if (existing) {
      const { id } = existing;
      return { status: 'KEPT', evidence: `Rule ${id}`, facts: { ruleId: id, isRuleNew: false } };
    }
    const body = buildRoutingRuleBody(choices, fact(facts, 'idp').id);
    await intend({ attempted: [...(facts.attempted ?? []), 'rule'] });
    const rule = await admin.createInactiveRule(before.policy.id, body);
    const [pattern, ...others] = rule.patterns ?? [];
    const catchesPilotOnly = others.length === 0 && pattern?.value === choices.pilotLogin;
    if (rule.status !== 'INACTIVE' || !catchesPilotOnly) {
      throw new AppError('okta.readback_differs', 'The rule is not the one that was sent');
    }
    return {
      status: 'DONE',
      evidence: `Rule ${rule.id}, switched off`,
      objectId: rule.id,
      facts: { ruleId: rule.id, isRuleNew: true },
    };
  },
};

/** Switches the rule on. */
export const activateRule: SetupStep = {
  action: 'activate_rule',
  perform: async ({ admin }, facts, intend) => {
    const { rules, policy } = fact(facts, 'before');
    const ruleId = fact(facts, 'ruleId');
    const isOn = rules.some(({ id, status }) => id === ruleId && status === 'ACTIVE');
    if (isOn) return { status: 'KEPT', evidence: `Rule ${ruleId} was on already` };
    await intend({ isActivated: true }, { activatedRuleId: ruleId });
    await admin.activateRule(policy.id, ruleId);
    return { status: 'DONE', evidence: `Rule ${ruleId} is on` };
  },
};

/** Proves from outside that the test person is sent here, and the token's owner is not. */
export const findRouteAfter: SetupStep = {
  action: 'find_route_after',
  perform: async (context, facts) => {
    const idpId = fact(facts, 'idp').id;
    const routeAfter = await pollRoute(context, idpId);
    const { owner } = fact(facts, 'before');
    const ownerRoute = await context.findRoute(owner.login);
    if (ownerRoute.idpId === idpId) throw new AppError('okta.owner_routed');
    return {
      status: 'DONE',
      evidence: `${describeRoute(routeAfter)}; ${describeRoute(ownerRoute)}`,
      facts: { routeAfter },
    };
  },
};

async function pollRoute({ findRoute, choices }: RunContext, idpId: string): Promise<OktaRoute> {
  const { sleep } = oktaEnvironment();
  for (let attempt = 0; attempt < maxRouteTries; attempt += 1) {
    const route = await findRoute(choices.pilotLogin);
    if (route.idpId === idpId) return route;
    await sleep(1_000);
  }
  throw new AppError('okta.route_unproven');
}

function describeRoute({ login, idpId, idpName }: OktaRoute): string {
  return `${login} → ${idpId === null ? 'Okta' : (idpName ?? idpId)}`;
}
