import type { RollOutStep } from '@/lib/schemas/okta-roll-out';
import type { SetupPlan } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';
import { hashCanonically } from './canonical-json';
import {
  hashOrganisationState,
  type OrganisationState,
  type OurIdentityProvider,
} from './organisation-state';
import type { OktaRule } from './port';
import { findRollOutRules, type FoundRule } from './roll-out-names';
import { toStep } from './roll-out-plan';
import { listNames } from './roll-out-words';

/** What a plan to go one step back is made from. */
export interface StepBackInput {
  readonly state: OrganisationState;
  readonly ours: OurIdentityProvider;
  readonly idpName: string;
  /** The steps that stand, the narrowest first. */
  readonly steps: readonly RollOutStep[];
}

/** What goes. */
export interface StepBackObjects {
  /** In the order in which they go: whom they catch first, then the rules that keep administrators. */
  readonly rules: readonly OktaRule[];
  /** The step that is taken back; null when all of them are leftovers of a run that stopped. */
  readonly step: RollOutStep | null;
}

/**
 * What the last step made: rules that no step knows (a roll-out that stopped left them) go first and
 * alone; otherwise those of the widest step, as far as Okta still has them.
 * @throws AppError `okta.nothing_to_step_back`
 */
export function findStepBackObjects(input: StepBackInput): StepBackObjects {
  const { steps } = input;
  const found = findOurRules(input);
  const known = new Set(steps.flatMap(({ rule, adminRule }) => [rule.id, adminRule?.id]));
  const unknown = found.filter(({ rule }) => !known.has(rule.id));
  if (unknown.length > 0) return { rules: inOrderOfRemoval(unknown), step: null };
  const step = steps.at(-1);
  if (!step) throw new AppError('okta.nothing_to_step_back');
  return { rules: inOrderOfRemoval(findOwn(input.state.rules, step)), step };
}

/** By id, because a name follows the identity provider, which may be called otherwise by now. */
function findOwn(rules: readonly OktaRule[], step: RollOutStep): readonly FoundRule[] {
  return rules.flatMap((rule): readonly FoundRule[] => {
    if (rule.id === step.rule.id) return [{ rule, kind: step.choices.who.stage }];
    return rule.id === step.adminRule?.id ? [{ rule, kind: 'ADMINS' }] : [];
  });
}

function findOurRules({ state, ours, idpName }: StepBackInput): readonly FoundRule[] {
  const idp = state.identityProviders.find(({ issuer }) => issuer === ours.issuer);
  return findRollOutRules(state.rules, { idpName: idp?.name ?? idpName, idpId: idp?.id ?? null });
}

/** The widest first, so that nobody is caught by more than before; administrators stay kept longest. */
export function inOrderOfRemoval(found: readonly FoundRule[]): readonly OktaRule[] {
  const routing = found.filter(({ kind }) => kind !== 'ADMINS').toReversed();
  return [...routing, ...found.filter(({ kind }) => kind === 'ADMINS')].map(({ rule }) => rule);
}

/** The plan to go one step back. Pure. */
export function planStepBack(input: StepBackInput): SetupPlan {
  const { rules, step } = findStepBackObjects(input);
  const organisationHash = hashOrganisationState(input.state, input.ours);
  return {
    hash: hashCanonically({ organisationHash, back: rules.map(({ id }) => id), step: step?.rule }),
    organisationHash,
    steps: [
      toStep({
        action: 'verify_organisation',
        effect: 'read',
        summary: 'Nothing is removed when somebody changed any of it since this review.',
      }),
      ...planRuleRemoval(rules, input.state),
      toStep({
        action: 'find_routes_back',
        effect: 'read',
        summary: 'Asked from outside, without the token: they must not be sent to AdminX any more.',
      }),
      toStep({
        action: 'save_roll_out',
        effect: 'save',
        summary: 'The application’s page shows the stage before.',
      }),
      toStep({
        action: 'revoke_token',
        effect: 'delete',
        summary: 'The token stops working for good.',
        request: { method: 'DELETE', path: '/api/v1/api-tokens/current', body: null },
      }),
    ],
    routed: [],
    notRouted:
      'Whom the wider rule caught is back with Okta’s own sign-in at once. The narrower rules stay as they are.',
  };
}

/** The two steps that take rules of a roll-out away: all off first, then each deleted. */
export function planRuleRemoval(rules: readonly OktaRule[], { policy }: OrganisationState) {
  const path = ({ id }: OktaRule) => `/api/v1/policies/${policy.id}/rules/${id}`;
  const active = rules.filter(({ status }) => status === 'ACTIVE');
  const names = listNames(rules.map(({ name }) => `“${name}”`));
  const existingId = rules[0]?.id ?? null;
  if (rules.length === 0) {
    const gone = { effect: 'keep', summary: 'It is not there any more.' } as const;
    return [
      toStep({ action: 'deactivate_wider_rules', ...gone }),
      toStep({ action: 'delete_wider_rules', ...gone }),
    ];
  }
  return [
    toStep({
      action: 'deactivate_wider_rules',
      existingId,
      ...(active.length === 0
        ? { effect: 'keep', summary: 'Switched off already.' }
        : {
            effect: 'change',
            summary: `${names}: whom ${rules.length === 1 ? 'it' : 'they'} caught is back with Okta’s own sign-in at once.`,
            ...requests(active.map((rule) => ['POST', `${path(rule)}/lifecycle/deactivate`])),
          }),
    }),
    toStep({
      action: 'delete_wider_rules',
      effect: 'remove',
      existingId,
      summary: `${names} ${rules.length === 1 ? 'goes' : 'go'}. The other rules move up and keep their order.`,
      ...requests(rules.map((rule) => ['DELETE', path(rule)])),
    }),
  ];
}

function requests(list: readonly (readonly ['POST' | 'DELETE', string])[]) {
  const [request = null, ...moreRequests] = list.map(([method, path]) => ({
    method,
    path,
    body: null,
  }));
  return { request, ...(moreRequests.length > 0 ? { moreRequests } : {}) };
}
