import type { SetupPlan, SetupPlanStep } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';
import { hashCanonically } from './canonical-json';
import {
  findOurKey,
  hashOrganisationState,
  type OrganisationState,
  type OurIdentityProvider,
} from './organisation-state';
import type { OktaIdentityProvider, OktaKey, OktaRule } from './port';
import type { ConnectionRecord } from './repair-record';
import { findRollOutRules, type FoundRule } from './roll-out-names';
import { setupTitles } from './setup-plan-steps';
import { inOrderOfRemoval, planRuleRemoval } from './step-back-plan';
import { toRuleName } from './wanted-objects';

/** What a plan to take away a connection is made from. */
export interface UndoInput {
  readonly state: OrganisationState;
  readonly ours: OurIdentityProvider;
  /** Name of the identity provider, as chosen when it was set up. */
  readonly idpName: string;
  readonly pilotLogin: string;
  /** What was kept of a connection: its rules are found by id, too; null of a set-up that stopped. */
  readonly known: Pick<ConnectionRecord, 'rule' | 'steps'> | null;
  /** Logins of accounts that Okta has linked to it; null when Okta could not be asked. */
  readonly linkedLogins: readonly string[] | null;
}

/** What of ours the organisation has. */
export interface UndoObjects {
  readonly rule: OktaRule | null;
  /** Rules of a roll-out, in the order in which they go. */
  readonly widerRules: readonly OktaRule[];
  readonly idp: OktaIdentityProvider | null;
  /** Null also when an identity provider of somebody else uses it. */
  readonly key: OktaKey | null;
}

/**
 * Finds what of ours is there: by issuer and certificate, and rules by name and by where they lead, so
 * that it also finds what an interrupted run made without knowing; and by the ids that were kept, so
 * that it finds what was renamed in Okta since.
 * @throws AppError `okta.other_rules_route` when a rule that is not ours sends people here
 */
export function findUndoObjects({ state, ours, idpName, known }: UndoInput): UndoObjects {
  const idp = state.identityProviders.find(({ issuer }) => issuer === ours.issuer) ?? null;
  const name = toRuleName(idp?.name ?? idpName);
  const isPilot = (candidate: OktaRule) =>
    leadsHere(candidate, idp) && (candidate.id === known?.rule?.id || candidate.name === name);
  const rule = state.rules.find(isPilot) ?? null;
  const widerRules = inOrderOfRemoval(findWider(state, { idp, idpName, known }));
  const ownIds = [rule, ...widerRules].map((one) => one?.id);
  const other = state.rules.find(
    ({ id, providerIds }) => idp && !ownIds.includes(id) && providerIds.includes(idp.id),
  );
  if (other) {
    throw new AppError('okta.other_rules_route', `It is called ${other.name.slice(0, 100)}`);
  }
  const key = findOurKey(state, ours);
  const isUsed = state.identityProviders.some(({ id, kid }) => kid === key?.kid && id !== idp?.id);
  return { rule, widerRules, idp, key: isUsed ? null : key };
}

interface Wider extends Pick<UndoInput, 'idpName' | 'known'> {
  readonly idp: OktaIdentityProvider | null;
}

function findWider(
  { rules }: OrganisationState,
  { idp, idpName, known }: Wider,
): readonly FoundRule[] {
  const named = findRollOutRules(rules, { idpName: idp?.name ?? idpName, idpId: idp?.id ?? null });
  return rules.flatMap((rule): readonly FoundRule[] => {
    const kind = kindOf(rule.id, known) ?? named.find((one) => one.rule.id === rule.id)?.kind;
    return kind !== undefined && leadsHere(rule, idp) ? [{ rule, kind }] : [];
  });
}

/** What a rule is by the id that was kept of it. */
function kindOf(id: string, known: UndoInput['known']): FoundRule['kind'] | undefined {
  const steps = known?.steps ?? [];
  if (steps.some(({ adminRule }) => adminRule?.id === id)) return 'ADMINS';
  return steps.find(({ rule }) => rule.id === id)?.choices.who.stage;
}

/** One that leads to another identity provider by now is somebody else's. */
function leadsHere(rule: OktaRule, idp: OktaIdentityProvider | null): boolean {
  return !rule.isSystem && rule.providerIds.every((id) => id === idp?.id);
}

/** The plan: which objects go, in the order in which Okta lets them, and what stays. Pure. */
export function planUndo(input: UndoInput): SetupPlan {
  const objects = findUndoObjects(input);
  const { widerRules } = objects;
  const steps = [
    ...(widerRules.length > 0 ? planRuleRemoval(widerRules, input.state) : []),
    ...describeRuleSteps(objects, input),
    ...describeIdpSteps(objects, input),
    describeKeyStep(objects),
  ];
  const organisationHash = hashOrganisationState(input.state, input.ours);
  const ids = [
    objects.rule?.id,
    objects.idp?.id,
    objects.key?.kid,
    ...widerRules.map(({ id }) => id),
  ];
  return {
    hash: hashCanonically({ organisationHash, undo: ids, idpName: input.idpName }),
    organisationHash,
    steps: [
      plan('verify_organisation', {
        effect: 'read',
        summary: 'Nothing is removed when somebody changed any of it since this review.',
      }),
      ...steps,
      plan('find_route_after', {
        effect: 'read',
        summary: 'Asked from outside, without the token: the test person must be back with Okta.',
      }),
      plan('close_application', {
        effect: 'save',
        summary:
          'The application stays here, switched off, with its sign-ins and the record of this run.',
      }),
      plan('revoke_token', {
        effect: 'delete',
        summary: 'The token stops working for good.',
        request: request('DELETE', '/api/v1/api-tokens/current'),
      }),
    ],
    routed: [],
    notRouted: 'Everybody signs in at Okta itself, the test person included.',
  };
}

type Told = Pick<SetupPlanStep, 'effect' | 'summary'> & Partial<SetupPlanStep>;

function plan(action: SetupPlanStep['action'], told: Told): SetupPlanStep {
  const title = setupTitles[action];
  return { action, title, undo: null, request: null, existingId: null, ...told };
}

function request(method: 'POST' | 'DELETE', path: string): SetupPlanStep['request'] {
  return { method, path, body: null };
}

const gone = { effect: 'keep', summary: 'It is not there any more.' } as const;

function describeRuleSteps({ rule }: UndoObjects, { state, pilotLogin }: UndoInput) {
  if (!rule) return [plan('deactivate_rule', gone), plan('delete_rule', gone)];
  const path = `/api/v1/policies/${state.policy.id}/rules/${rule.id}`;
  const off =
    rule.status === 'ACTIVE'
      ? ({
          effect: 'change',
          summary: `${pilotLogin} is back with Okta’s own sign-in at once.`,
          request: request('POST', `${path}/lifecycle/deactivate`),
        } as const)
      : ({ effect: 'keep', summary: 'It is off already.' } as const);
  return [
    plan('deactivate_rule', { ...off, existingId: rule.id }),
    plan('delete_rule', {
      effect: 'remove',
      summary: `“${rule.name}” goes. The other rules move up and keep their order.`,
      request: request('DELETE', path),
      existingId: rule.id,
    }),
  ];
}

function describeIdpSteps({ idp }: UndoObjects, { linkedLogins }: UndoInput) {
  if (!idp) return [plan('deactivate_idp', gone), plan('delete_idp', gone)];
  const path = `/api/v1/idps/${idp.id}`;
  const off =
    idp.status === 'ACTIVE'
      ? ({
          effect: 'change',
          summary: 'No answer of AdminX signs anybody in to Okta from then on.',
          request: request('POST', `${path}/lifecycle/deactivate`),
        } as const)
      : ({ effect: 'keep', summary: 'It is off already.' } as const);
  return [
    plan('deactivate_idp', { ...off, existingId: idp.id }),
    plan('delete_idp', {
      effect: 'remove',
      summary: `“${idp.name}” goes, with its attribute mapping. ${describeLinked(linkedLogins)}`,
      request: request('DELETE', path),
      existingId: idp.id,
    }),
  ];
}

/** How many logins the review names. */
const namedLogins = 5;

function describeLinked(logins: readonly string[] | null): string {
  if (logins === null) return 'Accounts that Okta created for it stay.';
  if (logins.length === 0) return 'No account in Okta is linked to it.';
  const named = logins.slice(0, namedLogins).join(', ');
  const more =
    logins.length > namedLogins ? ` and ${String(logins.length - namedLogins)} more` : '';
  return (
    `The accounts stay, also those Okta created for it, but lose the link: ${named}${more}. ` +
    'Anyone without an Okta password needs one from an administrator.'
  );
}

function describeKeyStep({ key }: UndoObjects): SetupPlanStep {
  if (!key) {
    return plan('delete_key', {
      effect: 'keep',
      summary: 'It is not there any more, or another identity provider uses it.',
    });
  }
  return plan('delete_key', {
    effect: 'remove',
    summary: 'Okta no longer trusts what AdminX signs with this key.',
    request: request('DELETE', `/api/v1/idps/credentials/keys/${key.kid}`),
    existingId: key.kid,
  });
}
