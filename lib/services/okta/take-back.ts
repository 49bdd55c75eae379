import 'server-only';
import { menuPaths } from '@/lib/okta/menu-paths';
import { withPatience } from '@/lib/okta/retry-call';
import { rollBack } from '@/lib/okta/roll-back';
import type { MadeKind, MadeObjects } from '@/lib/okta/roll-back-input';
import { rollBackRules, type MadeRule } from '@/lib/okta/roll-back-rules';
import { findUndoObjects, type UndoObjects } from '@/lib/okta/undo-plan';
import type { SetupAction, SetupLeftover } from '@/lib/schemas/okta-run';
import { oktaEnvironment } from './okta-environment';
import type { RunContext, RunFacts } from './run-facts';
import { takeRepairBack } from './take-repair-back';

/** What the roll-back of a run came to. */
export interface TakenBack {
  /** False when the run had not come to its first write. */
  readonly hasWritten: boolean;
  readonly undoneActions: readonly SetupAction[];
  readonly leftovers: readonly SetupLeftover[];
}

const actionsByKind: Partial<Record<MadeKind, readonly SetupAction[]>> = {
  rule: ['create_rule', 'activate_rule'],
  idp: ['create_idp'],
  key: ['upload_key'],
};

const rollOutActions: Partial<Record<MadeKind, readonly SetupAction[]>> = {
  rule: ['create_wider_rule', 'activate_wider_rule'],
  admin_rule: ['create_admin_rule', 'activate_admin_rule'],
};

/** What is done about a run that failed: what it made is taken back, or what is left is found. */
export function takeBack(context: RunContext, facts: RunFacts): Promise<TakenBack> {
  const byKind = {
    SETUP: takeSetupBack,
    UNDO: findRemaining,
    ROLL_OUT: takeRollOutBack,
    STEP_BACK: findRulesLeft,
    REPAIR: takeRepairBack,
  };
  return byKind[context.kind](context, facts);
}

const nothingWritten: TakenBack = { hasWritten: false, undoneActions: [], leftovers: [] };

/** Takes the rules of a roll-out back, whom they catch first. Never throws. */
async function takeRollOutBack({ admin }: RunContext, facts: RunFacts): Promise<TakenBack> {
  const { before, wider } = facts;
  if (!before || !wider) return nothingWritten;
  const result = await rollBackRules({
    admin,
    policyId: before.policy.id,
    ruleIdsBefore: new Set(before.rules.map(({ id }) => id)),
    ...toMadeRules(facts, wider),
    pause: oktaEnvironment().pause,
  });
  const neverOn: readonly (SetupAction | null)[] = [
    facts.isActivated ? null : 'activate_wider_rule',
    facts.isAdminRuleOn ? null : 'activate_admin_rule',
  ];
  const undoneActions = result.undone
    .flatMap((kind) => rollOutActions[kind] ?? [])
    .filter((action) => !neverOn.includes(action));
  return { hasWritten: true, undoneActions, leftovers: result.leftovers };
}

function toMadeRules(facts: RunFacts, wider: NonNullable<RunFacts['wider']>) {
  const { attempted = [], ruleId, isRuleNew, isActivated } = facts;
  const { adminRuleId, isAdminRuleNew, isAdminRuleOn } = facts;
  const rule = { id: ruleId, isNew: isRuleNew, isOn: isActivated };
  const admins = { id: adminRuleId, isNew: isAdminRuleNew, isOn: isAdminRuleOn };
  const adminName = wider.adminRule?.name ?? wider.adminBody?.name ?? '';
  return {
    rule: toMadeRule(wider.body.name, rule, attempted.includes('rule')),
    adminRule: toMadeRule(adminName, admins, attempted.includes('admin_rule')),
  };
}

interface RuleFacts {
  readonly id: string | undefined;
  readonly isNew: boolean | undefined;
  readonly isOn: boolean | undefined;
}

function toMadeRule(name: string, { id, isNew, isOn }: RuleFacts, isAttempted: boolean): MadeRule {
  const isTouched = isNew === true || isOn === true;
  const isSwitchedOn = isOn === true && isNew === false;
  return { name, id: isTouched ? (id ?? null) : null, isAttempted, isSwitchedOn };
}

/** What of a step back is not gone: read again, or, when Okta cannot be asked, all of it. */
async function findRulesLeft({ admin }: RunContext, facts: RunFacts): Promise<TakenBack> {
  const { before, removal } = facts;
  if (!before || !removal) return nothingWritten;
  const ids = new Set(removal.rules.map(({ id }) => id));
  const read = async () =>
    (await admin.listRules(before.policy.id)).filter(({ id }) => ids.has(id));
  const left = await withPatience(read, oktaEnvironment().pause).catch(() => null);
  const leftovers = (left ?? removal.rules).map(({ id, name }) => ({
    ...{ kind: 'rule' as const, id, name, menuPath: menuPaths.rule },
    ...(left === null ? { isCertain: false as const } : {}),
  }));
  return { hasWritten: true, undoneActions: [], leftovers };
}

/** Takes back what a set-up made; nothing when it had not begun to write. Never throws. */
async function takeSetupBack(context: RunContext, facts: RunFacts): Promise<TakenBack> {
  if (!facts.before) return nothingWritten;
  const { admin, ours, choices } = context;
  const result = await rollBack({
    admin,
    before: facts.before,
    ours,
    idpName: choices.idpName,
    made: toMade(facts),
    pause: oktaEnvironment().pause,
  });
  const wasActivated = facts.isActivated === true;
  const undoneActions = result.undone
    .flatMap((kind) => actionsByKind[kind] ?? [])
    .filter((action) => action !== 'activate_rule' || wasActivated);
  return { hasWritten: true, undoneActions, leftovers: result.leftovers };
}

function toMade(facts: RunFacts): MadeObjects {
  const { attempted, kid, idp, ruleId, mappingBefore, changedIdp } = facts;
  const oldRuleId = facts.isActivated && facts.isRuleNew === false ? ruleId : undefined;
  return {
    ...present('attempted', attempted),
    ...present('kid', facts.isKeyNew ? kid : undefined),
    ...present('idpId', facts.isIdpNew ? idp?.id : undefined),
    ...present('ruleId', facts.isRuleNew ? ruleId : undefined),
    ...present('activatedRuleId', oldRuleId),
    ...present('changedIdp', changedIdp),
    ...present('mapping', facts.isIdpNew ? undefined : mappingBefore),
    unanswered: findUnanswered(facts),
  };
}

/** What was begun and did not come to its end, by what the step after it knows. */
function findUnanswered(facts: RunFacts): NonNullable<MadeObjects['unanswered']> {
  const { changedIdp, idp, mappingBefore, routeBefore, isActivated, routeAfter } = facts;
  return [
    ...(changedIdp && !idp ? (['idp'] as const) : []),
    ...(mappingBefore && !routeBefore ? (['mapping'] as const) : []),
    ...(isActivated && !routeAfter ? (['rule'] as const) : []),
  ];
}

function present<K extends keyof MadeObjects>(name: K, value: MadeObjects[K]): MadeObjects {
  return value === undefined ? {} : { [name]: value };
}

/**
 * What a removal that stopped has not removed: read again from Okta, or, when Okta cannot be asked,
 * everything it had found. Nothing is put back: what is gone is what was asked for. Never throws.
 */
async function findRemaining(context: RunContext, facts: RunFacts): Promise<TakenBack> {
  if (!facts.undo || !facts.before) return nothingWritten;
  const { admin, ours, choices, record: known } = context;
  const { before, undo } = facts;
  const find = async () => {
    const rules = await admin.listRules(before.policy.id);
    const idps = await admin.listIdentityProviders();
    const keys = await admin.listKeys();
    const state = { ...before, rules, identityProviders: idps, keys };
    return findUndoObjects({ state, ours, ...choices, known, linkedLogins: null });
  };
  const left = await withPatience(find, oktaEnvironment().pause).catch(() => null);
  return {
    hasWritten: true,
    undoneActions: [],
    leftovers: toLeftovers(left ?? undo, left !== null),
  };
}

function toLeftovers(
  { rule, widerRules, idp, key }: UndoObjects,
  isCertain: boolean,
): readonly SetupLeftover[] {
  const more = isCertain ? {} : { isCertain: false as const };
  const list = [
    ...widerRules.map(({ id, name }) => ({ kind: 'rule' as const, name, id })),
    ...(rule ? [{ kind: 'rule' as const, name: rule.name, id: rule.id }] : []),
    ...(idp ? [{ kind: 'idp' as const, name: idp.name, id: idp.id }] : []),
    ...(key ? [{ kind: 'key' as const, name: 'Signing certificate of AdminX', id: key.kid }] : []),
  ];
  return list.map((left) => ({ ...left, menuPath: menuPaths[left.kind], ...more }));
}
