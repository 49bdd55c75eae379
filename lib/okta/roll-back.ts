import type { SetupLeftover } from '@/lib/schemas/okta-run';
import { isAppError } from '@/lib/shared/errors';
import { menuPaths } from './menu-paths';
import type { Pause } from './probe';
import { withPatience } from './retry-call';
import { toRestorations, type Restoration } from './roll-back-changes';
import type { MadeKind, RollBackInput } from './roll-back-input';
import { toTargets, type Target } from './roll-back-targets';

/** What became of the roll-back. */
export interface RollBackResult {
  readonly undone: readonly MadeKind[];
  readonly leftovers: readonly SetupLeftover[];
}

/** How often Okta is asked what is there, and told to remove it. */
const maxRounds = 3;
const roundPauseMs = 1_000;
/** A call that was given up on may still be carried out: Okta is asked again so much later. */
const settleMs = 5_000;

/**
 * Takes back what a run made, in the order that works (rule, identity provider, key; facts of Okta's
 * API, section 6). Okta is asked what is there rather than trusting the run's memory: a call that
 * timed out may have created something. Only objects of ours that were not there before are touched.
 * Never throws: what could not be taken back comes out as a leftover, proven by reading again; what
 * could not be read again is one too, said to be uncertain.
 */
export async function rollBack(input: RollBackInput): Promise<RollBackResult> {
  const { pause } = input;
  return takeAllBack({ restorations: toRestorations(input), targets: toTargets(input), pause });
}

/** The same for what the caller names; what was there before goes first. Never throws. */
export async function takeAllBack(work: {
  readonly restorations: readonly Restoration[];
  readonly targets: readonly Target[];
  readonly pause: Pause;
}): Promise<RollBackResult> {
  const { restorations, targets, pause } = work;
  const leftovers: SetupLeftover[] = [];
  for (const restoration of restorations) {
    if (await restore(restoration, pause)) continue;
    leftovers.push(restoration.leftover);
  }
  const undone: MadeKind[] = [];
  for (const target of targets) {
    const { isRemoved, left, isCertain } = await takeBack(target, pause);
    if (isRemoved) undone.push(target.kind);
    leftovers.push(...left.map((id) => toLeftover(target, id, isCertain)));
  }
  return { undone, leftovers };
}

function toLeftover({ kind, name }: Target, id: string | null, isCertain: boolean): SetupLeftover {
  const shown = kind === 'admin_rule' ? 'rule' : kind;
  const base = { kind: shown, name, id, menuPath: menuPaths[shown] } as const;
  return isCertain ? base : { ...base, isCertain };
}

/**
 * Puts something that was there before back to how it was, and reads it again; once more later when
 * the change of which nothing is known may have come in between.
 */
async function restore(restoration: Restoration, pause: Pause): Promise<boolean> {
  for (let round = 0; round < maxRounds; round += 1) {
    const mayStillCome = round === 0 && restoration.mayStillCome === true;
    await attempt(() => withPatience(() => restoration.put(), pause));
    const found = await attempt(() => withPatience(() => restoration.isBack(), pause));
    if (found.value === true && !mayStillCome) return true;
    if (found.isHopeless) return false;
    await pause(mayStillCome ? settleMs : roundPauseMs);
  }
  return false;
}

interface Outcome {
  readonly isRemoved: boolean;
  /** Ids of what is left; null for something of which no id is known. */
  readonly left: readonly (string | null)[];
  /** False when Okta could not be asked any more. */
  readonly isCertain: boolean;
}

async function takeBack(target: Target, pause: Pause): Promise<Outcome> {
  const seen = new Set<string>();
  for (let round = 0; ; round += 1) {
    const found = await look(target, pause);
    if (found.value?.length === 0) return { isRemoved: seen.size > 0, left: [], isCertain: true };
    if (found.isHopeless || round === maxRounds) return giveUp(target, found.value);
    if (round > 0) await pause(roundPauseMs);
    for (const id of found.value ?? target.knownIds) {
      seen.add(id);
      await attempt(() => withPatience(() => target.remove(id), pause));
    }
  }
}

/** Asks what is there; once more later when a call of which nothing is known may still arrive. */
async function look(target: Target, pause: Pause): Promise<Attempt<readonly string[]>> {
  const find = () => attempt(() => withPatience(() => target.find(), pause));
  const found = await find();
  const mayStillCome = target.isAttempted && target.knownIds.length === 0;
  if (found.value?.length !== 0 || !mayStillCome) return found;
  await pause(settleMs);
  return find();
}

function giveUp(target: Target, left: readonly string[] | null): Outcome {
  return { isRemoved: false, left: left ?? suppose(target), isCertain: left !== null };
}

/** What may be there of a kind that Okta cannot be asked about. */
function suppose({ knownIds, isAttempted }: Target): readonly (string | null)[] {
  return knownIds.length > 0 || !isAttempted ? knownIds : [null];
}

interface Attempt<T> {
  readonly value: T | null;
  /** The token is dead or may not: asking again changes nothing. */
  readonly isHopeless: boolean;
}

async function attempt<T>(call: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await call(), isHopeless: false };
  } catch (error) {
    const isHopeless = isAppError(error) && error.details['oktaCode'] === 'E0000011';
    return { value: null, isHopeless };
  }
}
