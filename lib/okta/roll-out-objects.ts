import type { OktaPipeline } from '@/lib/schemas/okta';
import {
  rollOutStages,
  type RollOutChoices,
  type RollOutStage,
  type RollOutStep,
} from '@/lib/schemas/okta-roll-out';
import { AppError } from '@/lib/shared/errors';
import type { OrganisationState, OurIdentityProvider } from './organisation-state';
import type { OktaIdentityProvider, OktaRule } from './port';
import {
  buildAdminRuleBody,
  buildKeepingBody,
  buildWiderRuleBody,
  isRuleOf,
  toTypedLogins,
} from './roll-out-bodies';
import { findRollOutRules, toRollOutRuleName } from './roll-out-names';
import type { RoutingRuleBody } from './rule-bodies';
import { toRuleName } from './wanted-objects';

/** Whose route is asked for around a roll-out. */
export interface RollOutProbes {
  /** Logins that the new rule catches. */
  readonly samples: string[];
  /** A login nobody has, which the new rule does not catch; null when it catches everybody. */
  readonly stranger: string | null;
}

/** What a plan to route more people is made from. */
export interface RollOutInput {
  readonly state: OrganisationState;
  readonly ours: OurIdentityProvider;
  readonly pipeline: OktaPipeline;
  readonly choices: RollOutChoices;
  /** The steps that stand, the narrowest first. */
  readonly steps: readonly RollOutStep[];
  readonly probes: RollOutProbes;
  /** Administrators of Okta who were seen to be caught, and are not named; only for the words. */
  readonly administratorsCaught?: readonly string[];
  /** How many people here it is known to catch; only for the words. */
  readonly reachWords: string;
}

/** What of the wanted rules is there already; null means it is to be created. */
export interface RollOutObjects {
  readonly idp: OktaIdentityProvider;
  readonly rule: OktaRule | null;
  readonly body: RoutingRuleBody;
  /** Its place among the rules as they are. */
  readonly place: number;
  readonly adminRule: OktaRule | null;
  /** Null when no such rule is needed: nobody but the people of a list is caught. */
  readonly adminBody: RoutingRuleBody | null;
  /** The rule for administrators is none of an earlier step, so it goes when this step does. */
  readonly ownsAdminRule: boolean;
  /** Ids of every rule of ours. */
  readonly ourRuleIds: ReadonlySet<string>;
}

/** The stage at which a roll-out stands. */
export function currentStage(steps: readonly RollOutStep[]): RollOutStage {
  return steps.at(-1)?.choices.who.stage ?? 'TEST_PERSON';
}

/**
 * Finds what is there and what is to be made: the rule of the stage below the narrower ones of ours,
 * that for everybody below all others; and above all of them, for anything wider than a list, the
 * rule that keeps administrators with Okta.
 *
 * @throws AppError `okta.not_connected`, `okta.roll_out_backwards`, `okta.roll_out_complete`,
 * `okta.roll_out_leftover`, `okta.rule_name_taken`, `okta.fallback_unavailable`
 */
export function findRollOutObjects(input: RollOutInput): RollOutObjects {
  const { state, ours, steps, choices, pipeline } = input;
  requireForward(currentStage(steps), choices.who.stage);
  if (choices.fallback && pipeline !== 'idx') throw new AppError('okta.fallback_unavailable');
  const idp = state.identityProviders.find(({ issuer }) => issuer === ours.issuer);
  if (idp?.status !== 'ACTIVE') throw new AppError('okta.not_connected');
  const context = { ...input, idp, ourRuleIds: findOurRuleIds(state, idp) };
  const admin = findAdminRule(context);
  const isNewAbove = admin.adminBody !== null && admin.adminRule === null;
  const stage = findStageRule(context, isNewAbove ? 1 : 0);
  requireNoLeftover(context, [stage.rule?.id, admin.adminRule?.id]);
  return { idp, ...stage, ...admin, ourRuleIds: context.ourRuleIds };
}

interface Context extends RollOutInput {
  readonly idp: OktaIdentityProvider;
  readonly ourRuleIds: ReadonlySet<string>;
}

function requireForward(current: RollOutStage, wanted: RollOutStage): void {
  if (current === 'EVERYONE') throw new AppError('okta.roll_out_complete');
  if (rollOutStages.indexOf(wanted) < rollOutStages.indexOf(current)) {
    throw new AppError('okta.roll_out_backwards');
  }
}

/** A rule of a roll-out that stopped, and that this one does not go on with. */
function requireNoLeftover(
  { state, steps, idp }: Context,
  used: readonly (string | undefined)[],
): void {
  const known = steps.flatMap(({ rule, adminRule }) => [rule.id, adminRule?.id]);
  const found = findRollOutRules(state.rules, { idpName: idp.name, idpId: idp.id });
  const left = found.find(({ rule }) => !known.includes(rule.id) && !used.includes(rule.id));
  if (left) throw new AppError('okta.roll_out_leftover', `It is called ${left.rule.name}`);
}

function findOurRuleIds(state: OrganisationState, idp: OktaIdentityProvider): ReadonlySet<string> {
  const found = findRollOutRules(state.rules, { idpName: idp.name, idpId: idp.id });
  const pilot = state.rules.filter(
    ({ name, providerIds }) => name === toRuleName(idp.name) && providerIds.join() === idp.id,
  );
  return new Set([...found.map(({ rule }) => rule), ...pilot].map(({ id }) => id));
}

function findStageRule(
  context: Context,
  shift: number,
): Pick<RollOutObjects, 'rule' | 'body' | 'place'> {
  const { choices, steps, state, idp } = context;
  const { stage } = choices.who;
  const number = steps.filter((step) => step.choices.who.stage === stage).length + 1;
  const name = toRollOutRuleName(idp.name, stage, number);
  const place = findPlace(context);
  const priority = place + shift;
  const body = buildWiderRuleBody(choices, { name, priority, idpId: idp.id });
  return { rule: findSame(context, state.rules, body), body, place };
}

/** Below the narrower rules of ours; the one for everybody below what the organisation has, too. */
function findPlace({ state, choices, ourRuleIds }: Context): number {
  const own = state.rules.filter(({ isSystem }) => !isSystem);
  if (choices.who.stage === 'EVERYONE') return own.length + 1;
  return own.findLastIndex(({ id, scope }) => ourRuleIds.has(id) && !scope.leadsToOkta) + 2;
}

function findAdminRule(
  context: Context,
): Pick<RollOutObjects, 'adminRule' | 'adminBody' | 'ownsAdminRule'> {
  const { choices, state, steps, idp } = context;
  if (choices.who.stage === 'LIST') {
    return { adminRule: null, adminBody: null, ownsAdminRule: false };
  }
  const owned = steps.flatMap(({ adminRule }) => (adminRule ? [adminRule.id] : []));
  const name = toRollOutRuleName(idp.name, 'ADMINS', owned.length + 1);
  const adminBody = buildAdminRuleBody(choices.administrators, name);
  const covering = state.rules.find((rule) => keepsThem(rule, context));
  const adminRule = covering ?? findSame(context, state.rules, adminBody);
  return { adminRule, adminBody, ownsAdminRule: !adminRule || !owned.includes(adminRule.id) };
}

/** One of ours that is on, above everything that leads here, and names at least these people. */
function keepsThem(rule: OktaRule, { state, choices, idp, ourRuleIds }: Context): boolean {
  if (!ourRuleIds.has(rule.id) || rule.status !== 'ACTIVE') return false;
  const named = (rule.patterns ?? []).map(({ value }) => value.toLowerCase());
  const bare = buildKeepingBody(
    (rule.patterns ?? []).map(({ value }) => value),
    rule.name,
  );
  const first = state.rules.findIndex(({ providerIds }) => providerIds.includes(idp.id));
  return (
    isRuleOf(rule, bare) &&
    toTypedLogins(choices.administrators).every((word) => named.includes(word.toLowerCase())) &&
    (first === -1 || state.rules.indexOf(rule) < first)
  );
}

/** A rule of this name that is exactly as wanted; any other of the name is in the way. */
function findSame(
  { ourRuleIds }: Context,
  rules: readonly OktaRule[],
  body: RoutingRuleBody,
): OktaRule | null {
  const sameName = rules.find(({ name }) => name === body.name);
  if (!sameName) return null;
  if (isRuleOf(sameName, body)) return sameName;
  throw new AppError(
    ourRuleIds.has(sameName.id) ? 'okta.roll_out_leftover' : 'okta.rule_name_taken',
  );
}
