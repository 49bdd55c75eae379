import type { OktaChoices } from '@/lib/schemas/okta';
import type { SetupPlan, SetupPlanStep } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';
import { hashCanonically } from './canonical-json';
import { findIdpChanges } from './idp-changes';
import {
  findOurKey,
  hashOrganisationState,
  type OrganisationState,
  type OurIdentityProvider,
} from './organisation-state';
import type { OktaIdentityProvider, OktaRule } from './port';
import { describeWhom, findOtherRoutes } from './rule-words';
import { describeSteps, type PlannedObjects } from './setup-plan-steps';
import { toRuleName, type PlanInput } from './wanted-objects';

/**
 * The plan: a pure function of the organisation as found, the choices and our values. Objects of ours
 * that are there already are kept, or changed where they differ; anything in the way is refused by
 * name.
 *
 * @throws AppError `okta.idp_name_taken`, `okta.idp_exists_otherwise`,
 * `okta.rule_name_taken`, `okta.pilot_is_token_owner`
 */
export function planSetup(input: PlanInput): SetupPlan {
  const objects = findPlannedObjects(input);
  const steps: readonly SetupPlanStep[] = describeSteps(objects, input);
  const organisationHash = hashOrganisationState(input.state, input.ours);
  const hash = hashCanonically({ organisationHash, choices: input.choices, steps });
  return {
    hash,
    organisationHash,
    steps: [...steps],
    routed: [input.choices.pilotLogin],
    notRouted: `${describeOthers(objects, input)} /login/default always leads to Okta’s own sign-in.`,
  };
}

/** Whom other rules of ours route already keeps the route, and gets the changed settings. */
function describeOthers({ idp, idpChanges }: PlannedObjects, { state }: PlanInput): string {
  const others = idp ? findOtherRoutes(state, idp) : [];
  if (others.length === 0) {
    return 'This run changes nothing for anybody else, administrators included.';
  }
  const routed = `Routed to AdminX already, and still afterwards: ${others.map(describeWhom).join('; ')}.`;
  return idpChanges.length === 0
    ? `${routed} This run changes nothing for them or anybody else.`
    : `${routed} The changed settings of the identity provider hold for them too. For anybody else this run changes nothing.`;
}

function findPlannedObjects({ state, choices, ours }: PlanInput): PlannedObjects {
  if (choices.pilotLogin.toLowerCase() === state.owner.login.toLowerCase()) {
    throw new AppError('okta.pilot_is_token_owner');
  }
  const key = findOurKey(state, ours);
  const idp = findKeptIdp(state, choices, ours);
  const kid = key?.kid ?? null;
  const idpChanges = idp ? findIdpChanges(idp, { choices, ours, kid }) : [];
  return { key, idp, idpChanges, rule: findKeptRule(state, choices, idp), policy: state.policy };
}

function findKeptIdp(
  state: OrganisationState,
  choices: OktaChoices,
  ours: OurIdentityProvider,
): OktaIdentityProvider | null {
  const sameName = state.identityProviders.find(({ name }) => name === choices.idpName);
  const mine = state.identityProviders.find(({ issuer }) => issuer === ours.issuer);
  if (sameName && sameName.issuer !== ours.issuer) throw new AppError('okta.idp_name_taken');
  if (mine && mine.name !== choices.idpName) {
    throw new AppError('okta.idp_exists_otherwise', `It is called ${mine.name.slice(0, 100)}`);
  }
  if (!mine) return null;
  return mine;
}

function findKeptRule(
  state: OrganisationState,
  choices: OktaChoices,
  idp: OktaIdentityProvider | null,
): OktaRule | null {
  const sameName = state.rules.find(({ name }) => name === toRuleName(choices.idpName));
  if (!sameName) return null;
  const [pattern, ...others] = sameName.patterns ?? [];
  const catchesPilotOnly =
    others.length === 0 && pattern?.matchType === 'EQUALS' && pattern.value === choices.pilotLogin;
  const isOurs = idp !== null && sameName.providerIds.join() === idp.id;
  if (!catchesPilotOnly || !isOurs) throw new AppError('okta.rule_name_taken');
  return sameName;
}
