import 'server-only';
import { judgeRoles } from '@/lib/okta/findings';
import { readOrganisationState, type OrganisationState } from '@/lib/okta/organisation-state';
import type { OktaAdmin, OktaRule } from '@/lib/okta/port';
import { findStepBackObjects, planStepBack, type StepBackInput } from '@/lib/okta/step-back-plan';
import type { RollOutWho } from '@/lib/schemas/okta-roll-out';
import type { OktaRoute } from '@/lib/schemas/okta-run';
import { AppError, invariant, isAppError } from '@/lib/shared/errors';
import { oktaEnvironment } from './okta-environment';
import { describeRoute } from './roll-out-routes';
import { fact, type RunContext, type RunFacts, type SetupStep, type StepResult } from './run-facts';

/** Reads the organisation again: nothing is removed when it is not the one that was reviewed. */
export const verifyStepBack: SetupStep = {
  action: 'verify_organisation',
  perform: async (context) => {
    const before = await readOrganisationState(context.admin);
    if (judgeRoles(before.roles) === 'not_enough') throw new AppError('okta.role_insufficient');
    const input = toStepBackInput(context, before);
    if (planAgain(input) !== context.plan.hash) throw new AppError('okta.plan_stale');
    const { rules, step } = findStepBackObjects(input);
    const evidence = `Unchanged since the review, read as ${before.owner.login}`;
    return { status: 'DONE', evidence, facts: { before, removal: { rules, step } } };
  },
};

/** What the plan to go back is made from. */
function toStepBackInput(
  { ours, choices, rollOut }: RunContext,
  state: OrganisationState,
): StepBackInput {
  invariant(rollOut, 'a step back knows the steps');
  return { state, ours, idpName: choices.idpName, steps: rollOut.steps };
}

function planAgain(input: StepBackInput): string | null {
  try {
    return planStepBack(input).hash;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** First of all, and all of them: people are back with Okta at once. */
export const deactivateWiderRules: SetupStep = {
  action: 'deactivate_wider_rules',
  perform: async ({ admin }, facts) => {
    const { policy } = fact(facts, 'before');
    const active = rulesOf(facts).filter(({ status }) => status === 'ACTIVE');
    if (active.length === 0) return { status: 'KEPT', evidence: 'Nothing was switched on' };
    for (const { id } of active) await admin.deactivateRule(policy.id, id);
    return { status: 'DONE', evidence: `Off: ${idsOf(active)}` };
  },
};

/** Read again afterwards: a deletion is proven, not believed. */
export const deleteWiderRules: SetupStep = {
  action: 'delete_wider_rules',
  perform: async ({ admin }, facts) => {
    const { policy } = fact(facts, 'before');
    const rules = rulesOf(facts);
    if (rules.length === 0) return { status: 'KEPT', evidence: 'It is not there any more' };
    for (const { id } of rules) await admin.deleteRule(policy.id, id);
    return provenGone(admin, policy.id, rules);
  },
};

async function provenGone(
  admin: OktaAdmin,
  policyId: string,
  rules: readonly OktaRule[],
): Promise<StepResult> {
  const left = (await admin.listRules(policyId)).filter(({ id }) =>
    rules.some((rule) => rule.id === id),
  );
  if (left.length > 0) throw new AppError('okta.readback_differs', `${idsOf(left)} still there`);
  return { status: 'DONE', evidence: `${idsOf(rules)} gone; read again` };
}

/** Of a step back its own rules; of a removal those of every step. */
function rulesOf(facts: RunFacts): readonly OktaRule[] {
  return facts.removal?.rules ?? facts.undo?.widerRules ?? [];
}

function idsOf(rules: readonly OktaRule[]): string {
  return rules.map(({ id }) => id).join(', ');
}

/** How long Okta may take to route again, in tries of one second. */
const maxRouteTries = 15;

/** Proves from outside that whom the step caught is with Okta again, unless a narrower one has them. */
export const findRoutesBack: SetupStep = {
  action: 'find_routes_back',
  perform: async (context, facts) => {
    const { step } = fact(facts, 'removal');
    const idpId = findOurIdpId(context, fact(facts, 'before'));
    const isKept = findKept(context, step?.rule.id);
    const login = step?.samples.find((sample) => !isKept(sample.toLowerCase()));
    if (login === undefined) {
      return { status: 'KEPT', evidence: 'Nobody of this step can be asked for from outside' };
    }
    for (let attempt = 0; attempt < maxRouteTries; attempt += 1) {
      if (attempt > 0) await oktaEnvironment().sleep(1_000);
      const route = await context.findRoute(login);
      if (isProvenBack(route, idpId)) {
        return { status: 'DONE', evidence: describeRoute(route), facts: { routesAfter: [route] } };
      }
    }
    throw new AppError('okta.step_back_unproven');
  },
};

function findOurIdpId({ ours }: RunContext, before: OrganisationState): string | undefined {
  return before.identityProviders.find(({ issuer }) => issuer === ours.issuer)?.id;
}

/** By id, because names change; an answer that names no identity provider proves nothing. */
function isProvenBack({ type, idpId }: OktaRoute, ourId: string | undefined): boolean {
  if (idpId !== null && idpId === ourId) return false;
  return type === 'OKTA' || idpId !== null;
}

/** Whether a step that stays catches a login, by name, by domain, or as everybody. */
function findKept({ rollOut, choices }: RunContext, goneRuleId: string | undefined) {
  const staying = (rollOut?.steps ?? []).filter(({ rule }) => rule.id !== goneRuleId);
  const sampled = [choices.pilotLogin, ...staying.flatMap(({ samples }) => samples)];
  const names = new Set(sampled.map((login) => login.toLowerCase()));
  return (login: string) =>
    names.has(login) || staying.some((step) => isCaughtBy(step.choices.who, login));
}

function isCaughtBy(who: RollOutWho, login: string): boolean {
  if (who.stage === 'LIST') return who.logins.some((listed) => listed.toLowerCase() === login);
  if (who.stage === 'DOMAIN') return who.domains.includes(login.split('@').at(-1) ?? '');
  return who.stage === 'EVERYONE';
}
