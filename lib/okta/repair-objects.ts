import type { PlannedChange } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';
import { findIdpChanges } from './idp-changes';
import { findMappingChanges } from './mapping-changes';
import { findOurKey, type OrganisationState, type OurIdentityProvider } from './organisation-state';
import type { OktaIdentityProvider, OktaKey, OktaMapping, OktaRule } from './port';
import { findKeepers, placeRules } from './repair-places';
import {
  listWantedRules,
  matchRules,
  type ConnectionRecord,
  type WantedRule,
} from './repair-record';
import { findRollOutRules } from './roll-out-names';
import { findRuleChanges } from './rule-changes';

/** What a plan to repair is made from. */
export interface RepairInput {
  readonly state: OrganisationState;
  readonly ours: OurIdentityProvider;
  readonly record: ConnectionRecord;
  /** Null when the organisation does not show mappings, or has none. */
  readonly mapping: OktaMapping | null;
  /** SHA-256 in hex of each certificate Okta's SP metadata names now. */
  readonly requestCertificates: readonly string[];
}

/** A rule of ours as it is, and what is to be done about it. */
export interface RuleMending {
  readonly wanted: WantedRule;
  /** Null when it is gone, and is made again. */
  readonly found: OktaRule | null;
  /** Its place at the moment of the call, as Okta counts. */
  readonly priority: number;
  /** It is made again, or its settings or its place are put back. */
  readonly isWritten: boolean;
  readonly isSwitchedOn: boolean;
  readonly changes: readonly PlannedChange[];
}

/** Everything that differs from what was kept. */
export interface RepairObjects {
  readonly idp: OktaIdentityProvider;
  readonly key: OktaKey | null;
  readonly idpChanges: readonly PlannedChange[];
  readonly mappingChanges: readonly PlannedChange[];
  readonly certificateChanges: readonly PlannedChange[];
  /** Every rule of ours, also those that are as they were made; administrators' first. */
  readonly rules: readonly RuleMending[];
  /** Steps beyond the test person whose people may be sent here again by it, the narrowest first. */
  readonly routedAgain: ConnectionRecord['steps'];
  /** Ids of rules whose people another rule keeps with Okta; that is not asked about. */
  readonly keptIds: readonly string[];
  readonly cautions: readonly string[];
}

/**
 * Compares what stands in Okta with what was kept. Never asks for more than was kept: a rule that no
 * step knows, of ours or of others, is left alone.
 *
 * @throws AppError `okta.repair_idp_gone`, `okta.rule_name_taken`, `okta.idp_name_taken`,
 * `okta.pilot_is_token_owner`
 */
export function findRepairObjects(input: RepairInput): RepairObjects {
  const { state, ours, record, mapping } = input;
  const idp = requireIdp(input);
  const key = findOurKey(state, ours);
  const idpChanges = [
    ...findAddressChanges(idp, input),
    ...findIdpChanges(idp, { choices: record.choices, ours, kid: key?.kid ?? null }),
  ];
  const matched = matchRules(state.rules, listWantedRules(record), idp.id);
  const rules = findMendings(input, idp, matched);
  const kept = findKept(state.rules, matched);
  return {
    idp,
    key,
    idpChanges,
    mappingChanges: mapping ? findMappingChanges(mapping) : [],
    certificateChanges: findCertificateChanges(input),
    rules,
    routedAgain: findRoutedAgain(record, rules, idp),
    keptIds: kept.map(({ id }) => id),
    cautions: [...kept.map(({ caution }) => caution), ...findStrays(input, idp, matched)],
  };
}

/** Whether anything at all is to be done. */
export function isAsRecorded(objects: RepairObjects): boolean {
  const { key, idpChanges, mappingChanges, certificateChanges, rules } = objects;
  const lists = [idpChanges, mappingChanges, certificateChanges];
  const isRuleRight = ({ isWritten, isSwitchedOn }: RuleMending) => !isWritten && !isSwitchedOn;
  return key !== null && lists.every(({ length }) => length === 0) && rules.every(isRuleRight);
}

function requireIdp({ state, ours, record }: RepairInput): OktaIdentityProvider {
  const idp = state.identityProviders.find(({ id }) => id === record.idpId);
  if (!idp) throw new AppError('okta.repair_idp_gone');
  const { idpName, pilotLogin } = record.choices;
  const sameName = state.identityProviders.find(({ name }) => name === idpName);
  if (sameName && sameName.id !== idp.id) throw new AppError('okta.idp_name_taken');
  const twin = state.identityProviders.find(
    ({ id, issuer }) => id !== idp.id && issuer === ours.issuer,
  );
  // Okta takes an issuer once; the other one would be refused or, worse, taken.
  if (twin)
    throw new AppError('okta.repair_idp_gone', `“${twin.name.slice(0, 100)}” has its issuer`);
  if (pilotLogin.toLowerCase() === state.owner.login.toLowerCase()) {
    throw new AppError('okta.pilot_is_token_owner');
  }
  return idp;
}

/** What tells one connection from another. */
function findAddressChanges(
  idp: OktaIdentityProvider,
  { ours, record }: RepairInput,
): readonly PlannedChange[] {
  const wanted = [
    ['Issuer', idp.issuer, ours.issuer],
    ['Audience', idp.audience, record.audience],
  ] as const;
  return wanted
    .filter(([, before, after]) => before !== after)
    .map(([field, before, after]) => ({ field, before, after }));
}

function findCertificateChanges(input: RepairInput): readonly PlannedChange[] {
  const before = input.record.requestCertificates.toSorted().join(', ');
  const after = input.requestCertificates.toSorted().join(', ');
  if (before === after) return [];
  return [{ field: 'Certificate Okta signs its requests with', before, after }];
}

type Matched = ReturnType<typeof matchRules>;

function findMendings(
  { state }: RepairInput,
  idp: OktaIdentityProvider,
  matched: Matched,
): readonly RuleMending[] {
  const places = placeRules(state.rules, matched);
  const nameOf = (id: string) => state.identityProviders.find((one) => one.id === id)?.name ?? id;
  return matched.map(({ wanted, found }, index): RuleMending => {
    const { priority, isMoved } = places[index] ?? { priority: 1, isMoved: true };
    if (!found) {
      const there = { field: 'State', before: 'Not there', after: 'On' };
      return { wanted, found, priority, isWritten: true, isSwitchedOn: true, changes: [there] };
    }
    const edited = findRuleChanges(found, wanted, { id: idp.id, nameOf });
    const place = { field: 'Place', before: toPlace(found.priority), after: toPlace(priority) };
    const isSwitchedOn = found.status !== 'ACTIVE';
    const on = { field: 'State', before: 'Off', after: 'On' };
    return {
      wanted,
      found,
      priority,
      isWritten: isMoved || edited.length > 0,
      isSwitchedOn,
      changes: [...edited, ...(isMoved ? [place] : []), ...(isSwitchedOn ? [on] : [])],
    };
  });
}

function toPlace(priority: number | null): string {
  return priority === null ? 'Unknown' : String(priority);
}

/** The steps whose people may not be sent here now, and are afterwards. */
function findRoutedAgain(
  { steps }: ConnectionRecord,
  rules: readonly RuleMending[],
  idp: OktaIdentityProvider,
): RepairObjects['routedAgain'] {
  const isTouched = (id: string) =>
    rules.some((one) => one.wanted.id === id && (one.isWritten || one.isSwitchedOn));
  return steps.filter(({ rule }) => idp.status !== 'ACTIVE' || isTouched(rule.id));
}

function findKept(rules: readonly OktaRule[], matched: Matched) {
  return matched.flatMap((one) =>
    findKeepers(rules, matched, one).map(({ name }) => ({
      id: one.wanted.id,
      caution: `“${name.slice(0, 100)}” stands above “${one.wanted.name}” and keeps people with Okta. AdminX leaves it there: it may be somebody’s way back. Whoever both catch is not sent to AdminX.`,
    })),
  );
}

/** Rules of a roll-out that was taken back or that stopped. */
function findStrays(
  { state, record }: RepairInput,
  idp: OktaIdentityProvider,
  matched: Matched,
): readonly string[] {
  const known = matched.map(({ found }) => found?.id);
  const names = new Set([idp.name, record.choices.idpName]);
  const found = [...names].flatMap((idpName) =>
    findRollOutRules(state.rules, { idpName, idpId: idp.id }),
  );
  const strays = new Map(
    found.filter(({ rule }) => !known.includes(rule.id)).map(({ rule }) => [rule.id, rule.name]),
  );
  return [...strays.values()].map(
    (name) =>
      `“${name}” is of a roll-out that stopped or was taken back. A repair never switches it on; “One step back” on the application’s page removes it.`,
  );
}
