import type { SetupLeftover } from '@/lib/schemas/okta-run';
import { menuPaths } from './menu-paths';
import type { OktaAdmin, OktaRule, RawRule } from './port';
import type { Pause } from './probe';
import { takeAllBack } from './roll-back';
import type { Restoration } from './roll-back-changes';
import type { Target } from './roll-back-targets';

/** What a repair did about one rule, or was about to. */
export interface MendedRule {
  readonly name: string;
  /** It keeps administrators with Okta. */
  readonly isAdmins: boolean;
  readonly how: 'made' | 'put_back' | 'switched_on';
  /** Null while Okta has not answered which it made. */
  readonly id: string | null;
  /** Its settings before; of a rule that is put back. */
  readonly raw?: RawRule;
}

/** What a repair knows when it has to take its rules back. */
export interface RepairRollBack {
  readonly admin: OktaAdmin;
  readonly policyId: string;
  /** Every rule as the run found it, in order of priority. */
  readonly before: readonly OktaRule[];
  readonly mended: readonly MendedRule[];
  readonly pause: Pause;
}

/**
 * Takes what a repair did about rules back to what was found: first off whom it sent here, then gone
 * what it made, then settings and places, from the top down. While a rule that sends people here
 * could not be taken back, those that keep administrators with Okta stay as they are. Never throws.
 */
export async function rollBackRepair(input: RepairRollBack): Promise<readonly SetupLeftover[]> {
  const { mended, pause } = input;
  const routing = mended.filter(({ isAdmins }) => !isAdmins);
  const first = await takeAllBack({
    restorations: toOff(input, routing),
    targets: toGone(input, routing),
    pause,
  });
  if (first.leftovers.length > 0) {
    return [...first.leftovers, ...listNotPutBack(mended)];
  }
  const second = await takeAllBack({ restorations: toSettings(input), targets: [], pause });
  const admins = mended.filter(({ isAdmins }) => isAdmins);
  const third = await takeAllBack({
    restorations: toOff(input, admins),
    targets: toGone(input, admins),
    pause,
  });
  return [...second.leftovers, ...third.leftovers];
}

function toOff(
  { admin, policyId, before }: RepairRollBack,
  mended: readonly MendedRule[],
): readonly Restoration[] {
  const off = mended.filter(({ how }) => how === 'switched_on').toReversed();
  return off.flatMap(({ id, name }): readonly Restoration[] => {
    // What was made goes whole.
    if (id === null || !before.some((rule) => rule.id === id)) return [];
    return [
      {
        put: () => admin.deactivateRule(policyId, id),
        isBack: async () => {
          const rule = (await admin.listRules(policyId)).find((one) => one.id === id);
          return rule?.status !== 'ACTIVE';
        },
        leftover: toLeftover(`${name} (still switched on)`, id),
      },
    ];
  });
}

function toGone(
  { admin, policyId, before }: RepairRollBack,
  mended: readonly MendedRule[],
): readonly Target[] {
  const wasThere = new Set(before.map(({ id }) => id));
  const made = mended.filter(({ how }) => how === 'made').toReversed();
  return made.map(({ name, id, isAdmins }): Target => ({
    kind: isAdmins ? 'admin_rule' : 'rule',
    name,
    knownIds: id === null ? [] : [id],
    isAttempted: true,
    find: async () => {
      const rules = await admin.listRules(policyId);
      return rules.filter((rule) => rule.name === name && !wasThere.has(rule.id)).map(toId);
    },
    remove: async (ruleId) => {
      await admin.deactivateRule(policyId, ruleId);
      await admin.deleteRule(policyId, ruleId);
    },
  }));
}

/** From the top down: each right below the rule it stood below, so the order comes out as it was. */
function toSettings({ admin, policyId, before, mended }: RepairRollBack): readonly Restoration[] {
  return before.flatMap((was, index): readonly Restoration[] => {
    const raw = mended.find(({ id, raw: kept }) => id === was.id && kept !== undefined)?.raw;
    if (!raw) return [];
    const above = before[index - 1]?.id;
    return [
      {
        put: async () => {
          const others = (await admin.listRules(policyId)).filter(({ id }) => id !== was.id);
          const at = above === undefined ? 0 : others.findIndex(({ id }) => id === above) + 1;
          await admin.restoreRule(policyId, was.id, raw, at + 1);
        },
        isBack: async () => {
          const rules = await admin.listRules(policyId);
          const at = rules.findIndex(({ id }) => id === was.id);
          const now = rules[at];
          const isSame = now?.name === was.name && now.fingerprint === was.fingerprint;
          return isSame && rules[at - 1]?.id === above;
        },
        leftover: toLeftover(`${was.name} (as this repair put it back)`, was.id),
      },
    ];
  });
}

function listNotPutBack(mended: readonly MendedRule[]): readonly SetupLeftover[] {
  const admins = mended.filter(({ isAdmins, how }) => isAdmins && how === 'made');
  const others = new Map(
    mended.flatMap(({ id, name, raw }) => (id !== null && raw !== undefined ? [[id, name]] : [])),
  );
  return [
    ...[...others].map(([id, name]) => toLeftover(`${name} (as this repair put it back)`, id)),
    ...admins.map(({ id, name }) => ({
      ...toLeftover(`${name} (remove it last: it protects administrators)`, id),
      ...(id === null ? { isCertain: false as const } : {}),
    })),
  ];
}

function toLeftover(name: string, id: string | null): SetupLeftover {
  return { kind: 'rule', name, id, menuPath: menuPaths.rule };
}

function toId({ id }: { readonly id: string }): string {
  return id;
}
