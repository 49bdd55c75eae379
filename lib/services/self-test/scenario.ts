import type { AttackId } from '@/lib/saml/attacks/attack-ids';
import type { Bench } from './bench';

/** An attack that takes more than one message. */
export interface Scenario {
  readonly id: AttackId;
  readonly name: string;
  /** Throws `AttackFailure` unless everything is as it must be. */
  readonly play: (bench: Bench) => Promise<void>;
}

/** Defines one. */
export function scenario(id: AttackId, name: string, play: Scenario['play']): Scenario {
  return { id, name, play };
}
