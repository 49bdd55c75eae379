import 'server-only';
import { judgeRoles } from '@/lib/okta/findings';
import { findIdpChanges } from '@/lib/okta/idp-changes';
import { readOrganisationState } from '@/lib/okta/organisation-state';
import type { OktaIdentityProvider } from '@/lib/okta/port';
import { findRepairObjects, type RepairInput } from '@/lib/okta/repair-objects';
import { findRepairProbes, planRepair } from '@/lib/okta/repair-plan';
import type { ConnectionRecord } from '@/lib/okta/repair-record';
import type { OktaRoute } from '@/lib/schemas/okta-run';
import { AppError, invariant, isAppError } from '@/lib/shared/errors';
import { oktaEnvironment } from './okta-environment';
import { readRepairInput } from './read-repair';
import { ask, describeRoutes } from './roll-out-routes';
import { fact, type RunContext, type RunFacts, type SetupStep } from './run-facts';
import { changeIdp } from './setup-steps-idp';
import { requireUsablePilot } from './setup-steps';
import { findAdministratorProblems } from './verify-people';

/** What the run works towards; a repair that is applied always has it. */
export function recordOf({ record }: RunContext): ConnectionRecord {
  invariant(record, 'a repair knows what was kept');
  return record;
}

/** Reads everything again: nothing is written when it is not what was reviewed. */
export const verifyRepair: SetupStep = {
  action: 'verify_organisation',
  perform: async (context) => {
    const { admin, ours, plan, rollOut } = context;
    const before = await readOrganisationState(admin);
    if (judgeRoles(before.roles) === 'not_enough') throw new AppError('okta.role_insufficient');
    const input = await readRepairInput(admin, { state: before, ours, record: recordOf(context) });
    if (planAgain(input) !== plan.hash) throw new AppError('okta.plan_stale');
    const objects = findRepairObjects(input);
    // The guard judged what was proposed; without a proposal it judged nothing.
    if (objects.routedAgain.length > 0 && !rollOut?.proposal) throw new AppError('okta.plan_stale');
    await requirePilot(context, objects.rules);
    const evidence = `Unchanged since the review, read as ${before.owner.login}`;
    const repair = { ...objects, probes: findRepairProbes(input) };
    return { status: 'DONE', evidence, facts: { before, repair } };
  },
};

/** Something that appeared in the way since the review is the same thing as a stale plan. */
function planAgain(input: RepairInput): string | null {
  try {
    return planRepair(input).hash;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** Whoever became an administrator of Okta since is not routed again. */
async function requirePilot(
  context: RunContext,
  rules: ReturnType<typeof findRepairObjects>['rules'],
): Promise<void> {
  const isTouched = rules.some(
    ({ wanted, isWritten, isSwitchedOn }) =>
      wanted.role === 'TEST_PERSON' && (isWritten || isSwitchedOn),
  );
  if (isTouched) await requireUsablePilot(context);
}

/** Proves right before the first write that somebody who is named can still mend what goes wrong. */
export const verifyRepairPeople: SetupStep = {
  action: 'verify_people',
  perform: async ({ admin }, facts) => {
    const { administrators } = fact(facts, 'repair').probes;
    const able: string[] = [];
    for (const login of administrators) {
      const problems = await findAdministratorProblems(admin, [login]);
      if (problems.length === 0) able.push(login);
    }
    if (able.length === 0) throw new AppError('okta.admin_not_super', 'Nobody who is named is one');
    return { status: 'DONE', evidence: `Super administrators: ${able.join(', ')}` };
  },
};

/** How long Okta may take to route, in tries of one second. */
const maxRouteTries = 15;

/** Before anybody beyond the test person is routed, administrators must be seen with Okta. */
export const findRoutesToMend: SetupStep = {
  action: 'find_routes_before',
  perform: async (context, facts) => {
    const { probes, routedAgain, idp } = fact(facts, 'repair');
    const logins = [...new Set([...probes.administrators, ...probes.samples])];
    const routed = (routes: readonly OktaRoute[]) =>
      routedAgain.length > 0 ? findRoutedAdmin(routes, probes.administrators, idp.id) : undefined;
    const routesBefore = await askUntil(context, logins, (routes) => !routed(routes));
    const wrong = routed(routesBefore);
    if (wrong) throw new AppError('okta.admin_routed', describeRoutes([wrong]));
    return { status: 'DONE', evidence: describeRoutes(routesBefore), facts: { routesBefore } };
  },
};

function findRoutedAdmin(
  routes: readonly OktaRoute[],
  administrators: readonly string[],
  idpId: string,
): OktaRoute | undefined {
  return routes.find((route) => administrators.includes(route.login) && route.idpId === idpId);
}

/** Asks until it is as it should be, or Okta has had time enough; returns what was seen last. */
async function askUntil(
  context: RunContext,
  logins: readonly string[],
  isRight: (routes: readonly OktaRoute[]) => boolean,
): Promise<readonly OktaRoute[]> {
  let routes = await ask(context, logins);
  for (let attempt = 1; attempt < maxRouteTries && !isRight(routes); attempt += 1) {
    await oktaEnvironment().sleep(1_000);
    routes = await ask(context, logins);
  }
  return routes;
}

/** Proves from outside that everybody is sent where they belong again. */
export const findRoutesMended: SetupStep = {
  action: 'find_routes_after',
  perform: async (context, facts) => {
    const { probes, idp } = fact(facts, 'repair');
    const { administrators, samples } = probes;
    const findWrong = (routes: readonly OktaRoute[]) =>
      findRoutedAdmin(routes, administrators, idp.id) ??
      routes.find(({ login, idpId }) => samples.includes(login) && idpId !== idp.id);
    const logins = [...new Set([...administrators, ...samples])];
    const routesAfter = await askUntil(context, logins, (routes) => !findWrong(routes));
    const wrong = findWrong(routesAfter);
    if (wrong) throw new AppError('okta.repair_unproven', describeRoutes([wrong]));
    return { status: 'DONE', evidence: describeRoutes(routesAfter), facts: { routesAfter } };
  },
};

/** Puts settings and state of the identity provider back; what Okta stored must be what was sent. */
export const repairIdp: SetupStep = {
  action: 'repair_idp',
  perform: async (context, facts, intend) => {
    const { idp: found, idpChanges } = fact(facts, 'repair');
    if (idpChanges.length === 0) {
      return {
        status: 'KEPT',
        evidence: `Identity provider ${found.id}`,
        facts: factsOf(found, context),
      };
    }
    const { audience, choices } = recordOf(context);
    const kid = facts.kid ?? kidOf(facts);
    const isEdited = idpChanges.some(({ field }) => field !== 'State');
    const change = { context, kid, intend, audience, isEdited };
    const idp = await changeIdp(found, change);
    const left = findIdpChanges(idp, { choices, ours: context.ours, kid });
    const isSame = idp.audience === audience && idp.issuer === context.ours.issuer;
    if (left.length > 0 || !isSame) throw new AppError('okta.readback_differs');
    const evidence = `Put back: ${idpChanges.map(({ field }) => field).join(', ')}`;
    return { status: 'DONE', evidence, objectId: idp.id, facts: factsOf(idp, context) };
  },
};

function kidOf(facts: RunFacts): string {
  const { key } = fact(facts, 'repair');
  invariant(key, 'a key that is not there was uploaded');
  return key.kid;
}

function factsOf(idp: OktaIdentityProvider, { orgUrl }: RunContext): RunFacts {
  const acsUrl = idp.acsUrl ?? `${orgUrl}/sso/saml2/${idp.id}`;
  return { idp, acsUrl };
}
