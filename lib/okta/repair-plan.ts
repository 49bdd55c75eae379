import type { SetupPlan, SetupPlanStep } from '@/lib/schemas/okta-run';
import { hashCanonically } from './canonical-json';
import { hashOrganisationState } from './organisation-state';
import { findRepairObjects, type RepairInput, type RepairObjects } from './repair-objects';
import { changesOf, describeActivation, describeRules, toRequests } from './repair-plan-rules';
import { toStep } from './roll-out-plan';
import { describeChoices, listNames } from './roll-out-words';
import { toExpressions } from './mapping-changes';
import { buildReplaceBody, planPlaceholders } from './wanted-objects';

/** Where people are asked for around a repair. */
export interface RepairProbes {
  /** They are to be sent here afterwards. */
  readonly samples: readonly string[];
  /** They are to be with Okta, before anybody beyond the test person is routed and afterwards. */
  readonly administrators: readonly string[];
}

/** The plan to put a connection back to what was kept of it. Pure. */
export function planRepair(input: RepairInput): SetupPlan {
  const objects = findRepairObjects(input);
  const steps = describeSteps(objects, input);
  const organisationHash = hashOrganisationState(input.state, input.ours);
  const requests = steps.map(({ action, effect, request, moreRequests }) => [
    action,
    effect,
    request,
    moreRequests ?? [],
  ]);
  const { mapping, requestCertificates, record } = input;
  const read = { mapping: mapping && Object.fromEntries(mapping.expressions), requestCertificates };
  const { steps: stages } = record;
  return {
    hash: hashCanonically({ organisationHash, requests, read, stages }),
    organisationHash,
    steps: [...steps],
    routed: [record.choices.pilotLogin, ...stages.map(({ choices }) => describeChoices(choices))],
    notRouted:
      'That is who AdminX was told to route, and nobody else. /login/default always leads to Okta’s own sign-in.',
    cautions: [...objects.cautions],
  };
}

/** Whose route proves a repair: not asked for are those whom a rule of others keeps with Okta. */
export function findRepairProbes(input: RepairInput): RepairProbes {
  const { record, state } = input;
  const { keptIds } = findRepairObjects(input);
  const isKept = ({ id }: { readonly id: string }) => keptIds.includes(id);
  const ofPilot = record.rule && !isKept(record.rule) ? [record.choices.pilotLogin] : [];
  const ofSteps = record.steps
    .filter(({ rule }) => !isKept(rule))
    .flatMap(({ samples }) => samples);
  const named = record.steps.flatMap(({ choices }) => choices.administrators);
  return {
    samples: [...new Set([...ofPilot, ...ofSteps])],
    administrators: [
      ...new Set([...named, ...(record.steps.length === 0 ? [state.owner.login] : [])]),
    ],
  };
}

type Planned = Parameters<typeof toStep>[0];

function describeSteps(objects: RepairObjects, input: RepairInput): readonly SetupPlanStep[] {
  const isWide = objects.routedAgain.length > 0;
  const planned: readonly (Planned | null)[] = [
    {
      action: 'verify_organisation',
      effect: 'read',
      summary:
        'Nothing is written when a rule, a policy or an identity provider changed since this review.',
    },
    isWide ? describePeople(input) : null,
    describeKey(objects, input),
    describeRules('put_admin_rules_back', objects, input),
    {
      action: 'find_routes_before',
      effect: 'read',
      summary: describeAsking(isWide),
    },
    describeIdp(objects, input),
    {
      action: 'read_metadata',
      effect: 'read',
      summary: 'ACS URL, audience and the certificate Okta signs its requests with are read again.',
      request: { method: 'GET', path: `/api/v1/idps/${objects.idp.id}/metadata.xml`, body: null },
    },
    describeMapping(objects, input),
    describeRules('put_rules_back', objects, input),
    describeActivation(objects, input),
    {
      action: 'find_routes_after',
      effect: 'read',
      summary:
        'Asked from outside, without the token. If somebody is not sent where they belong, everything of this run is taken back.',
    },
    {
      action: 'save_repair',
      effect: 'save',
      summary:
        'The ids of what was made again are kept here, and where people are sent is looked at anew.',
      ...changesOf(objects.certificateChanges),
    },
    {
      action: 'revoke_token',
      effect: 'delete',
      summary: 'The token stops working for good. A later change asks for a new one.',
      request: { method: 'DELETE', path: '/api/v1/api-tokens/current', body: null },
    },
  ];
  return planned.flatMap((step) => (step ? [toStep(step)] : []));
}

function describeAsking(isWide: boolean): string {
  return isWide
    ? 'Asked from outside, without the token: administrators must be with Okta before anybody else is routed.'
    : 'Asked from outside, without the token.';
}

function describePeople({ record }: RepairInput): Planned {
  const names = record.steps.flatMap(({ choices }) => choices.administrators);
  return {
    action: 'verify_people',
    effect: 'read',
    summary: `At least one of ${listNames([...new Set(names)])} must be active in Okta and a super administrator.`,
  };
}

function describeKey({ key }: RepairObjects, { ours }: RepairInput): Planned | null {
  if (key) return null;
  return {
    action: 'upload_key',
    effect: 'create',
    summary: 'Okta does not have the certificate AdminX signs with. It is uploaded again.',
    undo: 'The certificate is deleted from Okta.',
    request: {
      method: 'POST',
      path: '/api/v1/idps/credentials/keys',
      body: { x5c: [ours.certificateBase64] },
    },
  };
}

function describeIdp(
  { idp, idpChanges, key }: RepairObjects,
  { record, ours }: RepairInput,
): Planned {
  const action = 'repair_idp';
  if (idpChanges.length === 0) {
    return { action, effect: 'keep', summary: 'It is as it was made.', existingId: idp.id };
  }
  const kid = key?.kid ?? planPlaceholders.kid;
  const body = buildReplaceBody(record.choices, ours, { kid, audience: record.audience });
  const path = `/api/v1/idps/${idp.id}`;
  const activation = { method: 'POST' as const, path: `${path}/lifecycle/activate`, body: null };
  const isEdited = idpChanges.some(({ field }) => field !== 'State');
  const replacement = {
    method: 'PUT' as const,
    path,
    body: { ...body, '{{allElse}}': 'as Okta has it' },
  };
  const requests = [
    ...(isEdited ? [replacement] : []),
    ...(idp.status === 'ACTIVE' ? [] : [activation]),
  ];
  return {
    action,
    effect: 'change',
    summary: `“${idp.name}” keeps its id and the accounts linked to it; every setting that is not named here stays as Okta has it.`,
    undo: 'Its settings go back to what they were found as.',
    existingId: idp.id,
    ...changesOf(idpChanges),
    ...toRequests(requests),
  };
}

function describeMapping(
  { mappingChanges, idp }: RepairObjects,
  { mapping }: RepairInput,
): Planned {
  const action = 'check_mapping';
  const path = `/api/v1/mappings?sourceId=${idp.id}`;
  if (!mapping || mappingChanges.length === 0) {
    const summary = 'E-mail, first name and last name must arrive.';
    return { action, effect: 'read', summary, request: { method: 'GET', path, body: null } };
  }
  const entries = Object.entries(toExpressions(mappingChanges.map(({ field }) => field)));
  const properties = Object.fromEntries(
    entries.map(([name, expression]) => [name, { expression, pushStatus: 'DONT_PUSH' }]),
  );
  return {
    action,
    effect: 'change',
    summary: 'E-mail, first name and last name arrive in Okta again.',
    undo: 'The mapping goes back to what it was found as.',
    existingId: mapping.id,
    ...changesOf(mappingChanges),
    request: { method: 'POST', path: `/api/v1/mappings/${mapping.id}`, body: { properties } },
  };
}
