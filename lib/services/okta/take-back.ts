import 'server-only';
import { rollBack, type MadeObjects } from '@/lib/okta/roll-back';
import type { SetupAction, SetupLeftover } from '@/lib/schemas/okta-run';
import type { RunContext, RunFacts } from './run-facts';

/** What the roll-back of a run came to. */
export interface TakenBack {
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
  if (!facts.before) return { undoneActions: [], leftovers: [] };
  const { admin, ours, choices } = context;
  const result = await rollBack({
    admin,
    before: facts.before,
    ours,
    idpName: choices.idpName,
    made: toMade(facts),
  });
  const wasActivated = facts.isActivated === true;
  const undoneActions = result.undone
    .flatMap((kind): readonly SetupAction[] => actionsByKind[kind])
    .filter((action) => action !== 'activate_rule' || wasActivated);
  return { undoneActions, leftovers: result.leftovers };
}

function toMade(facts: RunFacts): MadeObjects {
  const { kid, idp, ruleId, mappingBefore } = facts;
  const oldRuleId = facts.isActivated && facts.isRuleNew === false ? ruleId : undefined;
  return {
    ...present('kid', facts.isKeyNew ? kid : undefined),
    ...present('idpId', facts.isIdpNew ? idp?.id : undefined),
    ...present('ruleId', facts.isRuleNew ? ruleId : undefined),
    ...present('activatedRuleId', oldRuleId),
    ...present('mapping', facts.isIdpNew ? undefined : mappingBefore),
  };
}

function present<K extends keyof MadeObjects>(name: K, value: MadeObjects[K]): MadeObjects {
  return value === undefined ? {} : { [name]: value };
}
