import type { RollOutWho } from '@/lib/schemas/okta-roll-out';
import type { OktaRule } from './port';
import type { MatchedRule } from './repair-record';
import { mayOverlap } from './roll-out-overlap';

/** Where a rule is to be put, in the order in which the calls are made. */
export interface RulePlace {
  /** As Okta counts, from 1, at the moment of the call. */
  readonly priority: number;
  /** It stands elsewhere, or is not there. */
  readonly isMoved: boolean;
}

/**
 * The place of each rule of ours, in their order. Among themselves they stand as they were made. One
 * that stands below another rule that takes the same people elsewhere, and did not when it was made,
 * goes above it; but never above a rule that keeps people with Okta: that may be somebody's way back.
 * The one for everybody goes below all others. Other rules are never moved; they only shift.
 */
export function placeRules(
  rules: readonly OktaRule[],
  matched: readonly MatchedRule[],
): readonly RulePlace[] {
  const keys = matched.map(keyOf);
  const list = rules.filter(({ isSystem }) => !isSystem).map(({ id }) => id);
  const wantedOrder = mergeOrder(rules, matched);
  const places = new Map<string, RulePlace>();
  for (const [index, key] of wantedOrder.entries()) {
    if (!keys.includes(key)) continue;
    const before = index === 0 ? undefined : wantedOrder[index - 1];
    places.set(key, putAfter(list, key, before));
  }
  return keys.map((key) => places.get(key) ?? { priority: 1, isMoved: true });
}

/** Moves it in the list to right below the other one, unless it stands there. */
function putAfter(list: string[], key: string, before: string | undefined): RulePlace {
  const at = list.indexOf(key);
  const isRight = at !== -1 && list[at - 1] === before;
  if (isRight) return { priority: at + 1, isMoved: false };
  if (at !== -1) list.splice(at, 1);
  const to = before === undefined ? 0 : list.indexOf(before) + 1;
  list.splice(to, 0, key);
  return { priority: to + 1, isMoved: true };
}

function keyOf({ found, wanted }: MatchedRule): string {
  return found?.id ?? `new ${wanted.id}`;
}

/** All rules in the order in which they are to stand. */
function mergeOrder(rules: readonly OktaRule[], matched: readonly MatchedRule[]): string[] {
  const ours = new Set(matched.flatMap(({ found }) => (found ? [found.id] : [])));
  const others = rules.filter(({ id, isSystem }) => !isSystem && !ours.has(id));
  const slots = findSlots(rules, others, matched);
  const order: string[] = [];
  for (let slot = 0; slot <= others.length; slot += 1) {
    order.push(...matched.filter((_, index) => slots[index] === slot).map(keyOf));
    const other = others[slot];
    if (other) order.push(other.id);
  }
  return order;
}

/** Below how many of the other rules each of ours is to stand. */
function findSlots(
  rules: readonly OktaRule[],
  others: readonly OktaRule[],
  matched: readonly MatchedRule[],
): readonly number[] {
  let inherited = 0;
  const slots = matched.map(({ wanted, found }) => {
    if (wanted.role === 'EVERYONE') return others.length;
    const now = found ? countAbove(rules, others, found) : inherited;
    inherited = now;
    return Math.min(now, ...findBlockers(others, wanted));
  });
  // None stands below one that is to stand below it.
  for (let index = slots.length - 2; index >= 0; index -= 1) {
    slots[index] = Math.min(slots[index] ?? 0, slots[index + 1] ?? 0);
  }
  return slots;
}

function countAbove(
  rules: readonly OktaRule[],
  others: readonly OktaRule[],
  rule: OktaRule,
): number {
  const at = rules.indexOf(rule);
  return others.filter((other) => rules.indexOf(other) < at).length;
}

/** Places of other rules that take the same people elsewhere, and are not known to have stood above. */
function findBlockers(
  others: readonly OktaRule[],
  { who, above }: MatchedRule['wanted'],
): readonly number[] {
  if (who === null || above === null) return [];
  return others.flatMap((other, index) =>
    takesFrom(other, who) && !other.scope.leadsToOkta && !above.includes(other.id) ? [index] : [],
  );
}

function takesFrom(other: OktaRule, who: RollOutWho): boolean {
  return other.status === 'ACTIVE' && mayOverlap(other, who);
}

/** Other rules above one of ours that keep people with Okta whom ours is to catch. */
export function findKeepers(
  rules: readonly OktaRule[],
  matched: readonly MatchedRule[],
  { wanted, found }: MatchedRule,
): readonly OktaRule[] {
  const { who, above, role } = wanted;
  if (who === null || role === 'EVERYONE') return [];
  const ours = new Set(matched.flatMap((one) => (one.found ? [one.found.id] : [])));
  const end = found ? rules.indexOf(found) : rules.length;
  return rules.filter(
    (rule, index) =>
      index < end &&
      !rule.isSystem &&
      !ours.has(rule.id) &&
      rule.scope.leadsToOkta &&
      takesFrom(rule, who) &&
      above?.includes(rule.id) !== true,
  );
}
