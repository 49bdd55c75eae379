import 'server-only';
import { buildRoutingRuleBody, toRuleName } from '@/lib/okta/wanted-objects';
import type { OktaRoute } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';
import { oktaEnvironment } from './okta-environment';
import { fact, type RunContext, type RunFacts, type SetupStep } from './run-facts';

/** How long Okta may take to route, in tries of one second. */
const maxRouteTries = 15;

/** Where the test person, the token's owner and a stranger are sent before anything is routed. */
export const findRouteBefore: SetupStep = {
  action: 'find_route_before',
  perform: async (context, facts) => {
    const routeBefore = await context.findRoute(context.choices.pilotLogin);
    const routesBefore = await askOthers(context, facts);
    return {
      status: 'DONE',
      evidence: describeRoutes([routeBefore, ...routesBefore]),
      facts: { routeBefore, routesBefore },
    };
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

/**
 * Proves from outside that the test person is sent here, the token's owner is not, and neither is a
 * stranger whom no rule of a roll-out sent here before.
 */
export const findRouteAfter: SetupStep = {
  action: 'find_route_after',
  perform: async (context, facts) => {
    const idpId = fact(facts, 'idp').id;
    const routeAfter = await pollRoute(context, idpId);
    const [owner, stranger] = await askOthers(context, facts);
    if (owner.idpId === idpId) throw new AppError('okta.owner_routed');
    const was = fact(facts, 'routesBefore').find(({ login }) => login === stranger.login);
    if (stranger.idpId === idpId && was?.idpId !== idpId) {
      throw new AppError('okta.stranger_routed', describeRoute(stranger));
    }
    return {
      status: 'DONE',
      evidence: describeRoutes([routeAfter, owner, stranger]),
      facts: { routeAfter },
    };
  },
};

/** The owner of the token, and a login nobody has at the domain of the test person. */
async function askOthers(
  { findRoute, runId, choices }: RunContext,
  facts: RunFacts,
): Promise<readonly [owner: OktaRoute, stranger: OktaRoute]> {
  const { owner } = fact(facts, 'before');
  const domain = choices.pilotLogin.split('@').at(-1) ?? 'example.com';
  const stranger = `adminx-nobody-${runId.slice(-8)}@${domain}`;
  return [await findRoute(owner.login), await findRoute(stranger)];
}

async function pollRoute({ findRoute, choices }: RunContext, idpId: string): Promise<OktaRoute> {
  const { sleep } = oktaEnvironment();
  for (let attempt = 0; attempt < maxRouteTries; attempt += 1) {
    const route = await findRoute(choices.pilotLogin);
    if (route.idpId === idpId) return route;
    await sleep(1_000);
  }
  throw new AppError('okta.route_unproven');
}

function describeRoutes(routes: readonly OktaRoute[]): string {
  return routes.map(describeRoute).join('; ');
}

function describeRoute({ login, idpId, idpName }: OktaRoute): string {
  return `${login} → ${idpId === null ? 'Okta' : (idpName ?? idpId)}`;
}
