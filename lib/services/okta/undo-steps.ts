import 'server-only';
import { judgeRoles } from '@/lib/okta/findings';
import { readOrganisationState } from '@/lib/okta/organisation-state';
import { planUndo, findUndoObjects } from '@/lib/okta/undo-plan';
import { AppError } from '@/lib/shared/errors';
import { oktaEnvironment } from './okta-environment';
import { fact, type RunFacts, type SetupStep, type StepResult } from './run-facts';

/** Reads the organisation again: nothing is removed when it is not the one that was reviewed. */
export const verifyUndo: SetupStep = {
  action: 'verify_organisation',
  perform: async ({ admin, choices, ours, plan, record: known }) => {
    const before = await readOrganisationState(admin);
    if (judgeRoles(before.roles) === 'not_enough') throw new AppError('okta.role_insufficient');
    const { idpName, pilotLogin } = choices;
    const input = { state: before, ours, idpName, pilotLogin, known, linkedLogins: null };
    if (planUndo(input).hash !== plan.hash) throw new AppError('okta.plan_stale');
    const evidence = `Unchanged since the review, read as ${before.owner.login}`;
    return { status: 'DONE', evidence, facts: { before, undo: findUndoObjects(input) } };
  },
};

const isGone: StepResult = { status: 'KEPT', evidence: 'It is not there any more' };

/** First of all: people are back with Okta at once. */
export const deactivateRule: SetupStep = {
  action: 'deactivate_rule',
  perform: async ({ admin }, facts) => {
    const { rule } = fact(facts, 'undo');
    if (!rule) return isGone;
    if (rule.status !== 'ACTIVE') return { status: 'KEPT', evidence: 'It was off already' };
    await admin.deactivateRule(fact(facts, 'before').policy.id, rule.id);
    return { status: 'DONE', evidence: `Rule ${rule.id} is off` };
  },
};

/** Read again afterwards: a deletion is proven, not believed. */
export const deleteRule: SetupStep = {
  action: 'delete_rule',
  perform: async ({ admin }, facts) => {
    const { rule } = fact(facts, 'undo');
    if (!rule) return isGone;
    const { policy } = fact(facts, 'before');
    await admin.deleteRule(policy.id, rule.id);
    const left = await admin.listRules(policy.id);
    return proven(rule.id, !left.some(({ id }) => id === rule.id));
  },
};

/** From here on no answer of ours signs anybody in to Okta. */
export const deactivateIdp: SetupStep = {
  action: 'deactivate_idp',
  perform: async ({ admin }, facts) => {
    const { idp } = fact(facts, 'undo');
    if (!idp) return isGone;
    if (idp.status !== 'ACTIVE') return { status: 'KEPT', evidence: 'It was off already' };
    await admin.deactivateIdentityProvider(idp.id);
    return { status: 'DONE', evidence: `Identity provider ${idp.id} is off` };
  },
};

/** Its mapping and its profile go with it. */
export const deleteIdp: SetupStep = {
  action: 'delete_idp',
  perform: async ({ admin }, facts) => {
    const { idp } = fact(facts, 'undo');
    if (!idp) return isGone;
    await admin.deleteIdentityProvider(idp.id);
    return proven(idp.id, (await admin.findIdentityProvider(idp.id)) === null);
  },
};

/** Only after the identity provider that used it. */
export const deleteKey: SetupStep = {
  action: 'delete_key',
  perform: async ({ admin }, facts) => {
    const { key } = fact(facts, 'undo');
    if (!key) return isGone;
    await admin.deleteKey(key.kid);
    const left = await admin.listKeys();
    return proven(key.kid, !left.some(({ kid }) => kid === key.kid));
  },
};

function proven(id: string, isGoneNow: boolean): StepResult {
  if (!isGoneNow) throw new AppError('okta.readback_differs', `${id} is still there`);
  return { status: 'DONE', evidence: `${id} is gone; read again` };
}

/** How long Okta may take to route again, in tries of one second. */
const maxRouteTries = 15;

/** Proves from outside that the test person is with Okta again. */
export const findRouteUndone: SetupStep = {
  action: 'find_route_after',
  perform: async ({ findRoute, choices }, facts) => {
    for (let attempt = 0; attempt < maxRouteTries; attempt += 1) {
      const route = await findRoute(choices.pilotLogin);
      if (!isOurs(route.idpId, facts)) {
        return { status: 'DONE', evidence: `${route.login} → ${route.idpName ?? 'Okta'}` };
      }
      await oktaEnvironment().sleep(1_000);
    }
    throw new AppError('okta.undo_unproven');
  },
};

function isOurs(idpId: string | null, facts: RunFacts): boolean {
  return idpId !== null && idpId === fact(facts, 'undo').idp?.id;
}
