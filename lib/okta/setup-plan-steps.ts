import type { PlannedChange, SetupAction, SetupPlanStep } from '@/lib/schemas/okta-run';
import { toPlainJson } from './plain-json';
import type { OktaDiscoveryPolicy, OktaIdentityProvider, OktaKey, OktaRule } from './port';
import {
  buildIdentityProviderBody,
  buildReplaceBody,
  buildRoutingRuleBody,
  planPlaceholders,
  type PlanInput,
} from './wanted-objects';

/** What of the wanted objects is there already; null means it is to be created. */
export interface PlannedObjects {
  readonly key: OktaKey | null;
  readonly idp: OktaIdentityProvider | null;
  /** Fields in which it differs from what is wanted. */
  readonly idpChanges: readonly PlannedChange[];
  readonly rule: OktaRule | null;
  readonly policy: OktaDiscoveryPolicy;
}

/** What each step is called, on the Review page and in the journal. */
export const setupTitles = {
  verify_organisation: 'Read the organisation again',
  upload_key: 'Upload the signing certificate',
  create_idp: 'Create the identity provider',
  read_metadata: 'Read Okta’s SAML values',
  check_mapping: 'Check the attribute mapping',
  find_route_before: 'See where the test person is sent now',
  create_rule: 'Create the routing rule, switched off',
  activate_rule: 'Switch the routing rule on',
  find_route_after: 'See where the test person is sent afterwards',
  save_application: 'Save the application here',
  verify_people: 'Look at the administrators and the people',
  find_routes_before: 'See who is sent where now',
  create_admin_rule: 'Create the rule that keeps administrators with Okta, switched off',
  activate_admin_rule: 'Switch the administrators’ rule on',
  create_wider_rule: 'Create the wider rule, switched off',
  activate_wider_rule: 'Switch the wider rule on',
  find_routes_after: 'See who is sent where afterwards',
  deactivate_wider_rules: 'Switch the rules of the roll-out off',
  delete_wider_rules: 'Delete the rules of the roll-out',
  find_routes_back: 'See that people are back with Okta',
  save_roll_out: 'Save the stage here',
  deactivate_rule: 'Switch the routing rule off',
  delete_rule: 'Delete the routing rule',
  deactivate_idp: 'Switch the identity provider off',
  delete_idp: 'Delete the identity provider',
  delete_key: 'Delete the signing certificate',
  close_application: 'Switch the application off here',
  put_admin_rules_back: 'Put the administrators’ rules back',
  repair_idp: 'Put the identity provider back',
  put_rules_back: 'Put the routing rules back',
  activate_rules: 'Switch the routing rules on',
  save_repair: 'Save what is there now',
  revoke_token: 'Revoke the API token and prove it dead',
} as const satisfies Record<SetupAction, string>;

type Planned = Omit<SetupPlanStep, 'action' | 'title'>;

/** Every step of the plan, in order. */
export function describeSteps(objects: PlannedObjects, input: PlanInput): readonly SetupPlanStep[] {
  const planned: readonly (readonly [SetupAction, Planned])[] = [
    [
      'verify_organisation',
      readOnly(
        'Nothing is written when a rule, a policy or an identity provider changed since this review.',
      ),
    ],
    ['upload_key', describeKey(objects, input)],
    ['create_idp', describeIdp(objects, input)],
    [
      'read_metadata',
      readOnly(
        'ACS URL, audience and the certificate Okta signs its requests with are kept here.',
        metadataRequest(objects),
      ),
    ],
    [
      'check_mapping',
      readOnly(
        'E-mail, first name and last name must arrive. Okta makes this mapping itself; it is repaired only when it differs.',
        mappingRequest(objects),
      ),
    ],
    [
      'find_route_before',
      readOnly(
        'Asked from outside, without the token; so are the owner of the token, and a stranger: an invented login of the same domain.',
      ),
    ],
    ['create_rule', describeRule(objects, input)],
    ['activate_rule', describeActivation(objects, input)],
    [
      'find_route_after',
      readOnly(
        'Asked from outside, without the token. If Okta does not send the test person here, or sends the owner of the token or a stranger, everything is taken back.',
      ),
    ],
    [
      'save_application',
      {
        ...readOnly('The application appears under Applications, with what Okta answered.'),
        effect: 'save',
      },
    ],
    ['revoke_token', describeRevocation()],
  ];
  return planned.map(([action, step]) => ({ action, title: toTitle(action, step), ...step }));
}

/** What is there already is not called new. */
function toTitle(action: SetupAction, { effect }: Planned): string {
  if (action === 'create_idp' && effect === 'change') return 'Change the identity provider';
  return effect === 'keep' ? (keptTitles[action] ?? setupTitles[action]) : setupTitles[action];
}

const keptTitles: Partial<Record<SetupAction, string>> = {
  upload_key: 'Use the signing certificate that is there',
  create_idp: 'Use the identity provider that is there',
  create_rule: 'Use the routing rule that is there',
};

function readOnly(summary: string, request: SetupPlanStep['request'] = null): Planned {
  return { effect: 'read', summary, undo: null, request, existingId: null };
}

function kept(summary: string, existingId: string): Planned {
  return { effect: 'keep', summary, undo: null, request: null, existingId };
}

function describeKey({ key }: PlannedObjects, { ours }: PlanInput): Planned {
  if (key) return kept('Okta has this certificate already.', key.kid);
  return {
    effect: 'create',
    summary:
      'Okta trusts what AdminX signs with the key of this certificate. The private key stays here.',
    undo: 'The certificate is deleted from Okta.',
    request: {
      method: 'POST',
      path: '/api/v1/idps/credentials/keys',
      body: { x5c: [ours.certificateBase64] },
    },
    existingId: null,
  };
}

function describeIdp(objects: PlannedObjects, input: PlanInput): Planned {
  const { idp, idpChanges, key } = objects;
  const { choices, ours } = input;
  if (idp && idpChanges.length > 0) return describeIdpChange(idp, objects, input);
  if (idp) return kept(`“${idp.name}” is there already with these settings.`, idp.id);
  const body = buildIdentityProviderBody(choices, ours, key?.kid ?? planPlaceholders.kid);
  return {
    effect: 'create',
    summary: `“${choices.idpName}” appears under Security → Identity Providers. Nobody is sent to it yet, and administrators of Okta are never linked to it.${choices.trustClaims ? ' Okta counts a passkey used here as MFA.' : ''}`,
    undo: 'The identity provider is deactivated and deleted.',
    request: { method: 'POST', path: '/api/v1/idps', body },
    existingId: null,
  };
}

/** Stands for the settings that are sent back as they are read then. */
const allElse = { '{{allElse}}': 'as Okta has it' } as const;

function describeIdpChange(
  idp: OktaIdentityProvider,
  { idpChanges, key }: PlannedObjects,
  { choices, ours }: PlanInput,
): Planned {
  const kid = key?.kid ?? planPlaceholders.kid;
  return {
    effect: 'change',
    summary: `“${idp.name}” of an earlier set-up is there already, with other settings. It is changed, and keeps its id, its audience and the accounts linked to it; every setting that is not in the request stays as Okta has it.`,
    undo: 'Its settings go back to what they were.',
    request: {
      method: 'PUT',
      path: `/api/v1/idps/${idp.id}`,
      body: {
        ...buildReplaceBody(choices, ours, { kid, audience: idp.audience }),
        ...allElse,
      },
    },
    existingId: idp.id,
    changes: [...idpChanges],
  };
}

function metadataRequest({ idp }: PlannedObjects): SetupPlanStep['request'] {
  const id = idp?.id ?? planPlaceholders.idpId;
  return { method: 'GET', path: `/api/v1/idps/${id}/metadata.xml`, body: null };
}

function mappingRequest({ idp }: PlannedObjects): SetupPlanStep['request'] {
  const id = idp?.id ?? planPlaceholders.idpId;
  return { method: 'GET', path: `/api/v1/mappings?sourceId=${id}`, body: null };
}

function describeRule({ rule, idp, policy }: PlannedObjects, { choices }: PlanInput): Planned {
  if (rule) return kept(`“${rule.name}” is there already.`, rule.id);
  const body = buildRoutingRuleBody(choices, idp?.id ?? planPlaceholders.idpId);
  return {
    effect: 'create',
    summary: `“${body.name}” at the first place, for ${choices.pilotLogin} only. Switched off, so nothing changes for anybody.`,
    undo: 'The rule is deleted.',
    request: {
      method: 'POST',
      path: `/api/v1/policies/${policy.id}/rules?activate=false`,
      body: toPlainJson(body),
    },
    existingId: null,
  };
}

function describeActivation({ rule, policy }: PlannedObjects, { choices }: PlanInput): Planned {
  if (rule?.status === 'ACTIVE') return kept('The rule is on already.', rule.id);
  const id = rule?.id ?? planPlaceholders.ruleId;
  return {
    effect: 'change',
    summary: `${choices.pilotLogin} is sent to AdminX from now on. This rule catches nobody else.`,
    undo: 'The rule is switched off; the test person is back with Okta at once.',
    request: {
      method: 'POST',
      path: `/api/v1/policies/${policy.id}/rules/${id}/lifecycle/activate`,
      body: null,
    },
    existingId: null,
  };
}

function describeRevocation(): Planned {
  return {
    effect: 'delete',
    summary: 'The token stops working for good. A later change asks for a new one.',
    undo: null,
    request: { method: 'DELETE', path: '/api/v1/api-tokens/current', body: null },
    existingId: null,
  };
}
