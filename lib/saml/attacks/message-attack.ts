/** What a hostile message is: a valid one, what is done to it, and what must come of it. */
import type { ErrorCode } from '@/lib/shared/error-codes';
import type { AttackId } from './attack-ids';
import type { RequestValues, Tampering, ValidMessage } from './valid-message';

/** The world a message is made for. All of it was made for the test. */
export interface AttackWorld {
  readonly ssoUrl: string;
  readonly sloUrl: string;
  /** Entity ID and registered addresses of the application that is asked for. */
  readonly entityId: string;
  readonly acsUrls: readonly string[];
  /** Login of the person whose browser it is. */
  readonly login: string;
  /** An address that counts who visits it. */
  readonly canaryUrl: string;
  readonly now: Date;
}

/** Which application the message is from: one that may send unsigned requests, or one that must sign. */
export type Sender = 'open' | 'strict';

/** One way to attack with a single message. */
export interface MessageAttack {
  readonly id: AttackId;
  readonly name: string;
  readonly from: Sender;
  readonly kind: ValidMessage['kind'];
  readonly binding: ValidMessage['binding'];
  /** Who signs the hostile message; the valid one beside it is signed by the application if signed. */
  readonly signedBy?: 'application' | 'stranger' | 'nobody';
  /** What the valid message says already, so that the attack is the only difference. */
  readonly base?: (world: AttackWorld) => Partial<RequestValues>;
  readonly relayState?: string;
  /** Said instead, before it is written and signed. */
  readonly says?: (world: AttackWorld) => Partial<RequestValues>;
  /** Done to it afterwards. */
  readonly tampering?: (world: AttackWorld) => Tampering;
  /**
   * Code of the one failed check in the trace; `taken in` where the message is harmless and must be read
   * as the whole it is; `refused` where it does not get as far as a trace.
   */
  readonly expected: ErrorCode | 'taken in' | 'refused';
}

/** An attack on an unsigned AuthnRequest by POST, which most are. */
export function byPost(
  id: AttackId,
  name: string,
  rest: Pick<MessageAttack, 'expected'> & Partial<MessageAttack>,
): MessageAttack {
  return { id, name, from: 'open', kind: 'AuthnRequest', binding: 'post', ...rest };
}

/** Tampering with the XML alone. */
export function withXml(
  change: (xml: string, world: AttackWorld) => string | Buffer,
): Pick<MessageAttack, 'tampering'> {
  return { tampering: (world) => ({ xml: (xml) => change(xml, world) }) };
}
