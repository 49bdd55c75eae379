import type { SetupPlan, SetupPlanStep } from '@/lib/schemas/okta-run';
import { toLoginKey } from '@/lib/shared/login-key';
import { hashCanonically } from './canonical-json';
import { hashOrganisationState } from './organisation-state';
import { toPlainJson } from './plain-json';
import { findRollOutObjects, type RollOutInput, type RollOutObjects } from './roll-out-objects';
import { findOverlaps } from './roll-out-overlap';
import { describeChoices, isSeenFromOutside, listNames } from './roll-out-words';
import type { RoutingRuleBody } from './rule-bodies';
import { setupTitles } from './setup-plan-steps';
import { planPlaceholders } from './wanted-objects';

/** The plan to route more people. Pure; refuses by name what stands in the way. */
export function planRollOut(input: RollOutInput): SetupPlan {
  const objects = findRollOutObjects(input);
  const { choices, state, ours } = input;
  const steps = describeSteps(objects, input);
  const organisationHash = hashOrganisationState(state, ours);
  const requests = steps.map(({ action, effect, request }) => ({ action, effect, request }));
  return {
    hash: hashCanonically({ organisationHash, choices, probes: input.probes, requests }),
    organisationHash,
    steps: [...steps],
    routed: [describeChoices(choices)],
    notRouted: describeOthers(input),
    cautions: [...findCautions(objects, input)],
  };
}

function describeOthers({ choices }: RollOutInput): string {
  const admins = listNames(choices.administrators);
  const others =
    choices.who.stage === 'EVERYONE' ? 'Only who is named stays' : 'Everybody else stays';
  return `${others} with Okta; so ${choices.administrators.length === 1 ? 'does' : 'do'} ${admins}. /login/default always leads to Okta’s own sign-in.`;
}

const typedShort =
  'Okta’s rules look at what is typed. Whoever types only the part before the @, where the organisation allows it, stays with Okta’s own sign-in.';

/** What a plan cannot know, or what somebody would be surprised by. */
function findCautions({ place, ourRuleIds }: RollOutObjects, input: RollOutInput) {
  const { choices, state, probes, administratorsCaught = [] } = input;
  const { who, limits, administrators } = choices;
  const overlaps = findOverlaps(state.rules, { who, place, ours: ourRuleIds });
  return [
    ...overlaps,
    ...(who.stage === 'LIST' || who.stage === 'DOMAIN' ? [typedShort] : []),
    ...(who.stage === 'LIST'
      ? []
      : [
          ...findUnkeptOwner(state.owner.login, administrators),
          ...findCaught(administratorsCaught),
          `Only ${listNames(administrators)} ${administrators.length === 1 ? 'is' : 'are'} kept with Okta by name, by the whole login or the part before the @. Somebody who signs in with anything else, such as an employee number that Okta takes as well, is not. Any other administrator of Okta whom the rule catches is sent to AdminX and refused there, and can use /login/default only.`,
        ]),
    ...findUnproven(isSeenFromOutside(limits), probes.samples.length),
  ];
}

function findUnproven(isSeen: boolean, sampleCount: number): readonly string[] {
  if (!isSeen) {
    return [
      'The further conditions hide this rule from the public question of where somebody is sent: that people are routed cannot be proven from here. Try it with one of them.',
    ];
  }
  return sampleCount > 0
    ? []
    : [
        'Nobody was found to prove this rule by: whom it catches first are administrators of Okta, or the test person alone. Try it with somebody it catches.',
      ];
}

function findCaught(logins: readonly string[]): readonly string[] {
  if (logins.length === 0) return [];
  const [are, they] =
    logins.length === 1 ? ['is an administrator', 'is'] : ['are administrators', 'are'];
  return [
    `${listNames(logins)} ${are} of Okta whom the rule catches, and ${they} not among those kept with Okta. Name them in the step before, if they sign in to the Admin Console.`,
  ];
}

/** Whoever made the token must not lock themselves out unwarned. */
function findUnkeptOwner(login: string, administrators: readonly string[]): readonly string[] {
  const isKept = administrators.some((name) => toLoginKey(name) === toLoginKey(login));
  return isKept
    ? []
    : [
        `${login}, whose token this is, is not among those kept with Okta. If the rule catches that login, its owner can use /login/default only.`,
      ];
}

type Planned = Pick<SetupPlanStep, 'action' | 'effect' | 'summary'> & Partial<SetupPlanStep>;

function describeSteps(objects: RollOutObjects, input: RollOutInput): readonly SetupPlanStep[] {
  const planned: readonly Planned[] = [
    {
      action: 'verify_organisation',
      effect: 'read',
      summary:
        'Nothing is written when a rule, a policy or an identity provider changed since this review.',
    },
    { action: 'verify_people', effect: 'read', summary: describePeople(input) },
    {
      action: 'find_routes_before',
      effect: 'read',
      summary: 'Asked from outside, without the token: the administrators must be with Okta now.',
    },
    ...describeAdminRule(objects, input),
    ...describeRule(objects, input),
    {
      action: 'find_routes_after',
      effect: 'read',
      summary:
        'Asked from outside, without the token. If an administrator is not with Okta, or somebody is not where they belong, everything of this run is taken back.',
    },
    {
      action: 'save_roll_out',
      effect: 'save',
      summary: 'The application’s page shows the new stage, and watches some of its logins.',
    },
    {
      action: 'revoke_token',
      effect: 'delete',
      summary: 'The token stops working for good. A later change asks for a new one.',
      request: { method: 'DELETE', path: '/api/v1/api-tokens/current', body: null },
    },
  ];
  return planned.map(toStep);
}

/** A step with its title; what is left out is nothing. */
export function toStep(step: Planned): SetupPlanStep {
  return {
    title: setupTitles[step.action],
    undo: null,
    request: null,
    existingId: null,
    ...step,
  };
}

function describePeople({ choices }: RollOutInput): string {
  const admins = `${listNames(choices.administrators)} must be active in Okta and ${choices.administrators.length === 1 ? 'a super administrator' : 'super administrators'}`;
  return choices.who.stage === 'LIST'
    ? `${admins}; the people of the list must be active there, and no administrators.`
    : `${admins}.`;
}

function describeAdminRule(objects: RollOutObjects, input: RollOutInput): readonly Planned[] {
  const { adminBody, adminRule } = objects;
  if (adminBody === null) return [];
  const admins = listNames(input.choices.administrators);
  if (adminRule) {
    return [
      kept('create_admin_rule', `“${adminRule.name}” is there already.`, adminRule.id),
      switchOn(
        'activate_admin_rule',
        adminRule,
        input,
        `${admins} stay with Okta, whatever the wider rule catches.`,
      ),
    ];
  }
  return [
    create(
      'create_admin_rule',
      adminBody,
      input,
      `“${adminBody.name}” at the first place: ${admins} stay with Okta, whether the whole login is typed or only the part before the @.`,
    ),
    switchOn(
      'activate_admin_rule',
      null,
      input,
      `${admins} stay with Okta, whatever the wider rule catches.`,
    ),
  ];
}

function describeRule({ rule, body }: RollOutObjects, input: RollOutInput): readonly Planned[] {
  const who = describeChoices(input.choices);
  const onWords = `From now on ${who} ${input.choices.who.stage === 'LIST' && input.choices.who.logins.length > 1 ? 'are' : 'is'} sent to AdminX. ${input.reachWords}`;
  if (rule) {
    return [
      kept('create_wider_rule', `“${rule.name}” is there already, exactly like this.`, rule.id),
      switchOn('activate_wider_rule', rule, input, onWords),
    ];
  }
  const place =
    input.choices.who.stage === 'EVERYONE'
      ? 'below all other rules, above Okta’s default'
      : 'below the narrower rules of AdminX';
  return [
    create(
      'create_wider_rule',
      body,
      input,
      `“${body.name}” ${place}, for ${who}. Switched off, so nothing changes for anybody.`,
    ),
    switchOn('activate_wider_rule', null, input, onWords),
  ];
}

function kept(action: Planned['action'], summary: string, existingId: string): Planned {
  return { action, effect: 'keep', summary, existingId };
}

function create(
  action: Planned['action'],
  body: RoutingRuleBody,
  { state }: RollOutInput,
  summary: string,
): Planned {
  const path = `/api/v1/policies/${state.policy.id}/rules?activate=false`;
  const request = { method: 'POST' as const, path, body: toPlainJson(body) };
  return { action, effect: 'create', summary, undo: 'The rule is deleted.', request };
}

function switchOn(
  action: Planned['action'],
  rule: { readonly id: string; readonly status: string } | null,
  { state }: RollOutInput,
  summary: string,
): Planned {
  if (rule?.status === 'ACTIVE') return kept(action, 'The rule is on already.', rule.id);
  const id = rule?.id ?? planPlaceholders.ruleId;
  const path = `/api/v1/policies/${state.policy.id}/rules/${id}/lifecycle/activate`;
  return {
    action,
    effect: 'change',
    summary,
    undo: 'The rule is switched off; whom it caught is back with Okta at once.',
    request: { method: 'POST', path, body: null },
  };
}
