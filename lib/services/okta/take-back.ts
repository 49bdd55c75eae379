import 'server-only';
import { menuPaths } from '@/lib/okta/menu-paths';
import { withPatience } from '@/lib/okta/retry-call';
import { rollBack } from '@/lib/okta/roll-back';
import type { MadeObjects } from '@/lib/okta/roll-back-input';
import { findUndoObjects, type UndoObjects } from '@/lib/okta/undo-plan';
import type { SetupAction, SetupLeftover } from '@/lib/schemas/okta-run';
import { oktaEnvironment } from './okta-environment';
import type { RunContext, RunFacts } from './run-facts';

/** What the roll-back of a run came to. */
export interface TakenBack {
  /** False when the run had not come to its first write. */
  readonly hasWritten: boolean;
  readonly undoneActions: readonly SetupAction[];
  readonly leftovers: readonly SetupLeftover[];
}

const actionsByKind = {
  rule: ['create_rule', 'activate_rule'],
  idp: ['create_idp'],
  key: ['upload_key'],
} as const satisfies Record<'rule' | 'idp' | 'key', readonly SetupAction[]>;

/** Takes back what a run made; nothing when it had not begun to write. Never throws. */
export async function takeBack(context: RunContext, facts: RunFacts): Promise<TakenBack> {
  if (!facts.before) return { hasWritten: false, undoneActions: [], leftovers: [] };
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
    .flatMap((kind): readonly SetupAction[] => actionsByKind[kind])
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
  };
}

function present<K extends keyof MadeObjects>(name: K, value: MadeObjects[K]): MadeObjects {
  return value === undefined ? {} : { [name]: value };
}

/**
 * What a removal that stopped has not removed: read again from Okta, or, when Okta cannot be asked,
 * everything it had found. Nothing is put back: what is gone is what was asked for. Never throws.
 */
export async function findRemaining(context: RunContext, facts: RunFacts): Promise<TakenBack> {
  if (!facts.undo || !facts.before) return { hasWritten: false, undoneActions: [], leftovers: [] };
  const { admin, ours, choices } = context;
  const { before, undo } = facts;
  const find = async () => {
    const rules = await admin.listRules(before.policy.id);
    const idps = await admin.listIdentityProviders();
    const keys = await admin.listKeys();
    const state = { ...before, rules, identityProviders: idps, keys };
    return findUndoObjects({ state, ours, ...choices, linkedLogins: null });
  };
  const left = await withPatience(find, oktaEnvironment().pause).catch(() => null);
  return {
    hasWritten: true,
    undoneActions: [],
    leftovers: toLeftovers(left ?? undo, left !== null),
  };
}

function toLeftovers(
  { rule, idp, key }: UndoObjects,
  isCertain: boolean,
): readonly SetupLeftover[] {
  const more = isCertain ? {} : { isCertain: false as const };
  const list = [
    ...(rule ? [{ kind: 'rule' as const, name: rule.name, id: rule.id }] : []),
    ...(idp ? [{ kind: 'idp' as const, name: idp.name, id: idp.id }] : []),
    ...(key ? [{ kind: 'key' as const, name: 'Signing certificate of AdminX', id: key.kid }] : []),
  ];
  return list.map((left) => ({ ...left, menuPath: menuPaths[left.kind], ...more }));
}
