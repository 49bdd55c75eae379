import type { SetupLeftover } from '@/lib/schemas/okta-run';
import { menuPaths } from './menu-paths';
import type { OktaAdmin } from './port';
import type { Pause } from './probe';
import { takeAllBack, type RollBackResult } from './roll-back';
import type { Restoration } from './roll-back-changes';
import type { Target } from './roll-back-targets';

/** A rule that a roll-out made, or switched on, or was about to. */
export interface MadeRule {
  readonly name: string;
  /** As far as Okta answered. */
  readonly id: string | null;
  /** It tried to make it: an answer that was lost may have made one. */
  readonly isAttempted: boolean;
  /** It was there before, and was switched on. */
  readonly isSwitchedOn: boolean;
}

/** What a roll-out knows when it has to take its rules back. */
export interface RuleRollBack {
  readonly admin: OktaAdmin;
  readonly policyId: string;
  /** Ids of the rules that were there before. */
  readonly ruleIdsBefore: ReadonlySet<string>;
  readonly rule: MadeRule;
  readonly adminRule: MadeRule;
  readonly pause: Pause;
}

/**
 * Takes the rules of a roll-out back: the one that catches people first, and only when that is proven
 * gone the one that keeps administrators with Okta; while the first is left, the second protects them
 * and stays, named. Never throws.
 */
export async function rollBackRules(input: RuleRollBack): Promise<RollBackResult> {
  const { pause } = input;
  const first = await takeAllBack({ ...toWork(input, 'rule'), pause });
  if (first.leftovers.length > 0) {
    return { undone: first.undone, leftovers: [...first.leftovers, ...keepProtecting(input)] };
  }
  const second = await takeAllBack({ ...toWork(input, 'admin_rule'), pause });
  return { undone: [...first.undone, ...second.undone], leftovers: second.leftovers };
}

function toWork(input: RuleRollBack, kind: 'rule' | 'admin_rule') {
  const made = kind === 'rule' ? input.rule : input.adminRule;
  return { restorations: toRestorations(input, made), targets: toTargets(input, made, kind) };
}

function toTargets(
  { admin, policyId, ruleIdsBefore }: RuleRollBack,
  made: MadeRule,
  kind: 'rule' | 'admin_rule',
): readonly Target[] {
  if (!made.isAttempted && made.id === null) return [];
  const { name, id, isAttempted, isSwitchedOn } = made;
  if (isSwitchedOn) return [];
  return [
    {
      kind,
      name,
      knownIds: id === null ? [] : [id],
      isAttempted,
      find: async () => {
        const rules = await admin.listRules(policyId);
        return rules
          .filter((rule) => rule.name === name && !ruleIdsBefore.has(rule.id))
          .map((rule) => rule.id);
      },
      remove: async (ruleId) => {
        await admin.deactivateRule(policyId, ruleId);
        await admin.deleteRule(policyId, ruleId);
      },
    },
  ];
}

function toRestorations({ admin, policyId }: RuleRollBack, made: MadeRule): readonly Restoration[] {
  const { id, name, isSwitchedOn } = made;
  if (!isSwitchedOn || id === null) return [];
  return [
    {
      put: () => admin.deactivateRule(policyId, id),
      isBack: async () => {
        const rule = (await admin.listRules(policyId)).find((candidate) => candidate.id === id);
        return rule?.status !== 'ACTIVE';
      },
      leftover: { kind: 'rule', name: `${name} (still switched on)`, id, menuPath: menuPaths.rule },
    },
  ];
}

/** Said, so that whoever cleans up by hand removes it last. */
function keepProtecting({ adminRule }: RuleRollBack): readonly SetupLeftover[] {
  if (!adminRule.isAttempted && !adminRule.isSwitchedOn) return [];
  const { id, name } = adminRule;
  return [
    {
      kind: 'rule',
      name: `${name} (remove it last: it protects administrators)`,
      id,
      menuPath: menuPaths.rule,
      ...(id === null ? { isCertain: false as const } : {}),
    },
  ];
}
