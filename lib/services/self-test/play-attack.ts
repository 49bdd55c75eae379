import 'server-only';
import type { AttackId } from '@/lib/saml/attacks/attack-ids';
import { messageAttacks } from '@/lib/saml/attacks/message-attacks';
import { AttackFailure } from './attack-failure';
import type { Bench } from './bench';
import { playMessage } from './play-message';
import { scenarios } from './scenarios';

/** What became of an id. */
export interface AttackVerdict {
  readonly id: AttackId;
  /** How many ways of attacking were tried, up to the first that was not refused. */
  readonly tried: number;
  /** What could not be tried on this installation, and what it would need. */
  readonly notTried: readonly string[];
  /** Null when all were refused as they must be. */
  readonly failure: {
    readonly attempt: string;
    readonly expected: string;
    readonly found: string;
  } | null;
}

/** Tries every attack of an id, and looks afterwards whether anything secret was left anywhere. */
export async function playAttack(bench: Bench, id: AttackId): Promise<AttackVerdict> {
  const controls = new Set<string>();
  const plays = [
    ...messageAttacks
      .filter((attack) => attack.id === id)
      .map((attack) => ({ name: attack.name, play: () => playMessage(bench, attack, controls) })),
    ...scenarios
      .filter((one) => one.id === id)
      .map(({ name, play }) => ({ name, play: () => play(bench) })),
    { name: 'afterwards', play: () => bench.requireNothingLeaked('afterwards') },
  ];
  let tried = 0;
  for (const { name, play } of plays) {
    tried += 1;
    const failure = await fails(name, play);
    const { leftOut: notTried } = bench;
    if (failure) return { id, tried: tried - notTried.length, notTried, failure };
  }
  const { leftOut: notTried } = bench;
  return { id, tried: tried - notTried.length - 1, notTried, failure: null };
}

async function fails(name: string, play: () => Promise<void>): Promise<AttackVerdict['failure']> {
  try {
    await play();
    return null;
  } catch (error) {
    if (!(error instanceof AttackFailure)) throw error;
    const { attempt, expected, found } = error;
    return { attempt: attempt === name ? name : `${name}: ${attempt}`, expected, found };
  }
}
