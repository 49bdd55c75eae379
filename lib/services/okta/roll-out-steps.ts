import 'server-only';
import { judgeRoles } from '@/lib/okta/findings';
import { readOrganisationState } from '@/lib/okta/organisation-state';
import { isRuleOf, withoutFallback } from '@/lib/okta/roll-out-bodies';
import { findRollOutObjects, type RollOutInput } from '@/lib/okta/roll-out-objects';
import { planRollOut } from '@/lib/okta/roll-out-plan';
import type { OktaRule } from '@/lib/okta/port';
import type { RoutingRuleBody } from '@/lib/okta/rule-bodies';
import { oktaPipelineSchema } from '@/lib/schemas/okta';
import { AppError, invariant, isAppError } from '@/lib/shared/errors';
import type { OrganisationState } from '@/lib/okta/organisation-state';
import { fact, type RunContext, type SetupStep, type StepResult } from './run-facts';
import { proposalOf } from './roll-out-context';
import { findAdministratorProblems, findListedProblems, requireNone } from './verify-people';

/** Reads the organisation again: nothing is written when it is not the one that was reviewed. */
export const verifyRollOut: SetupStep = {
  action: 'verify_organisation',
  perform: async (context) => {
    const before = await readOrganisationState(context.admin);
    if (judgeRoles(before.roles) === 'not_enough') throw new AppError('okta.role_insufficient');
    const input = toInput(context, before);
    if (planAgain(input) !== context.plan.hash) throw new AppError('okta.plan_stale');
    const { idp, ...wider } = findRollOutObjects(input);
    const evidence = `Unchanged since the review, read as ${before.owner.login}`;
    return { status: 'DONE', evidence, facts: { before, idp, wider } };
  },
};

function toInput(context: RunContext, state: OrganisationState): RollOutInput {
  const { ours, pipeline, rollOut } = context;
  invariant(rollOut, 'a roll-out has what was proposed');
  const { choices, probes } = proposalOf(context);
  const { steps } = rollOut;
  const parsed = oktaPipelineSchema.parse(pipeline);
  return { state, ours, pipeline: parsed, choices, steps, probes, reachWords: '' };
}

/** A rule that appeared in the way since the review is the same thing as a stale plan. */
function planAgain(input: RollOutInput): string | null {
  try {
    return planRollOut(input).hash;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** Proves once more, right before the first write, who the people named are. */
export const verifyPeople: SetupStep = {
  action: 'verify_people',
  perform: async (context) => {
    const { choices } = proposalOf(context);
    const { admin } = context;
    const ofAdmins = await findAdministratorProblems(admin, choices.administrators);
    requireNone(ofAdmins, 'okta.admin_not_super');
    requireNone(await findListedProblems(admin, choices), 'okta.listed_person_unusable');
    const listed = choices.who.stage === 'LIST' ? choices.who.logins.length : 0;
    const people = listed === 0 ? '' : `; on the list ${String(listed)}, none an administrator`;
    const evidence = `Super administrators: ${choices.administrators.join(', ')}${people}`;
    return { status: 'DONE', evidence };
  },
};

/** Creates the rule that keeps administrators with Okta switched off, or keeps the one there is. */
export const createAdminRule: SetupStep = {
  action: 'create_admin_rule',
  perform: async (context, facts, intend) => {
    const { adminBody, adminRule } = fact(facts, 'wider');
    if (!adminBody) return notNeeded;
    if (adminRule) {
      const { id } = adminRule;
      return { ...keptRule(id), facts: { adminRuleId: id, isAdminRuleNew: false } };
    }
    await intend({ attempted: [...(facts.attempted ?? []), 'admin_rule'] });
    const { policy } = fact(facts, 'before');
    const made = await context.admin.createInactiveRule(policy.id, adminBody);
    requireSame(made, adminBody);
    return { ...madeRule(made.id), facts: { adminRuleId: made.id, isAdminRuleNew: true } };
  },
};

/** Switches it on before anybody else is routed. */
export const activateAdminRule: SetupStep = {
  action: 'activate_admin_rule',
  perform: async ({ admin }, facts, intend) => {
    const { adminBody, adminRule } = fact(facts, 'wider');
    if (!adminBody) return notNeeded;
    const id = fact(facts, 'adminRuleId');
    if (adminRule?.status === 'ACTIVE') return { status: 'KEPT', evidence: `Rule ${id} was on` };
    await intend({ isAdminRuleOn: true }, { activatedRuleId: id });
    await admin.activateRule(fact(facts, 'before').policy.id, id);
    return { status: 'DONE', evidence: `Rule ${id} is on` };
  },
};

/**
 * Creates the rule of the stage switched off, or keeps the one of a run that stopped. An organisation
 * that refuses or drops the fallback gets the rule without it, and that is said.
 */
export const createWiderRule: SetupStep = {
  action: 'create_wider_rule',
  perform: async (context, facts, intend) => {
    const { body, rule } = fact(facts, 'wider');
    const wish = body.actions.idp.shouldFallBackToOkta === true;
    if (rule) {
      const fallback = toFallback(wish, rule);
      return { ...keptRule(rule.id), facts: { ruleId: rule.id, isRuleNew: false, fallback } };
    }
    const policyId = fact(facts, 'before').policy.id;
    await intend({ attempted: [...(facts.attempted ?? []), 'rule'] });
    const made = await createWithOrWithout(context, policyId, body);
    requireSame(made, body);
    const fallback = toFallback(wish, made);
    return {
      ...madeRule(made.id),
      evidence: `Rule ${made.id}, switched off${fallbackWords[fallback]}`,
      facts: { ruleId: made.id, isRuleNew: true, fallback },
    };
  },
};

const fallbackWords = {
  on: '; people can fall back to Okta',
  off: '',
  dropped: '; this organisation does not offer falling back to Okta',
};

function toFallback(wish: boolean, { scope }: OktaRule): 'on' | 'off' | 'dropped' {
  if (!wish) return 'off';
  return scope.fallsBack ? 'on' : 'dropped';
}

/** A refusal in Okta's own words did nothing; only then it is tried without the wish. */
async function createWithOrWithout(
  { admin }: RunContext,
  policyId: string,
  body: RoutingRuleBody,
): Promise<OktaRule> {
  try {
    return await admin.createInactiveRule(policyId, body);
  } catch (error) {
    const isRefused = isAppError(error) && error.code === 'okta.request_refused';
    if (!isRefused || body.actions.idp.shouldFallBackToOkta !== true) throw error;
    return admin.createInactiveRule(policyId, withoutFallback(body));
  }
}

/** Reads all rules once more, that each stands where it must; then switches the wider one on. */
export const activateWiderRule: SetupStep = {
  action: 'activate_wider_rule',
  perform: async (context, facts, intend) => {
    const { admin } = context;
    const { wider, before } = { wider: fact(facts, 'wider'), before: fact(facts, 'before') };
    const id = fact(facts, 'ruleId');
    const rules = await admin.listRules(before.policy.id);
    requirePlaces(rules, { id, adminRuleId: facts.adminRuleId, idpId: fact(facts, 'idp').id });
    if (wider.rule?.status === 'ACTIVE') return { status: 'KEPT', evidence: `Rule ${id} was on` };
    await intend({ isActivated: true }, { activatedRuleId: id });
    await admin.activateRule(before.policy.id, id);
    const made = (await admin.listRules(before.policy.id)).find((rule) => rule.id === id);
    if (made?.status !== 'ACTIVE') {
      throw new AppError('okta.readback_differs', 'The rule is not switched on');
    }
    return {
      status: 'DONE',
      evidence: `Rule ${id} is on`,
      facts: { ruleFingerprint: made.fingerprint },
    };
  },
};

/** The rule is there, and the one for administrators stands above everything that leads here. */
function requirePlaces(
  rules: readonly OktaRule[],
  at: { readonly id: string; readonly adminRuleId: string | undefined; readonly idpId: string },
): void {
  const place = rules.findIndex(({ id }) => id === at.id);
  if (place === -1) throw new AppError('okta.readback_differs', 'The rule is not there');
  if (at.adminRuleId === undefined) return;
  const admins = rules.find(({ id }) => id === at.adminRuleId);
  const first = rules.findIndex(({ providerIds }) => providerIds.includes(at.idpId));
  if (admins?.status !== 'ACTIVE' || rules.indexOf(admins) > first) {
    throw new AppError('okta.readback_differs', 'The administrators’ rule is not above the others');
  }
}

const notNeeded: StepResult = { status: 'KEPT', evidence: 'Not needed for a list' };

function keptRule(id: string) {
  return { status: 'KEPT' as const, evidence: `Rule ${id} was there` };
}

function madeRule(id: string) {
  return { status: 'DONE' as const, evidence: `Rule ${id}, switched off`, objectId: id };
}

function requireSame(made: OktaRule, body: RoutingRuleBody): void {
  if (made.status === 'INACTIVE' && isRuleOf(made, body)) return;
  throw new AppError('okta.readback_differs', 'The rule is not the one that was sent');
}
