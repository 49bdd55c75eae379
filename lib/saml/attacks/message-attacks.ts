/** Every attack that is one message. */
import { entityAttacks, sizeAttacks } from './xml-attacks';
import { base64Attacks, lookAlikeAttacks, shapeAttacks, valueAttacks } from './text-attacks';
import type { MessageAttack } from './message-attack';
import {
  addedStateAttack,
  deflateAttacks,
  nameAttacks,
  relayStateAttacks,
  signedQueryAttacks,
} from './query-attacks';
import { addressAttacks, envelopeAttacks, indexAttacks, signerAttacks } from './request-attacks';

/** In the order in which they are tried within an id. */
export const messageAttacks: readonly MessageAttack[] = [
  ...signedQueryAttacks,
  addedStateAttack,
  ...nameAttacks,
  ...entityAttacks,
  ...sizeAttacks,
  ...valueAttacks,
  ...shapeAttacks,
  ...lookAlikeAttacks,
  ...base64Attacks,
  ...addressAttacks,
  ...indexAttacks,
  ...signerAttacks,
  ...envelopeAttacks,
  ...relayStateAttacks,
  ...deflateAttacks,
];
