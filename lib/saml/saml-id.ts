/** Identifiers of messages and assertions. */
import { invariant } from '@/lib/shared/errors';

const minBytes = 16;

/**
 * Makes an ID from randomness: `_` and hex, so that it is an NCName nobody can guess.
 *
 * @param randomness at least 16 fresh random bytes (128 bits, the least SAML Core 2.0 §1.3.4 wants
 * is 128; 160 are recommended).
 */
export function toSamlId(randomness: Uint8Array): string {
  invariant(randomness.length >= minBytes, 'a SAML ID needs 128 random bits');
  return `_${Buffer.from(randomness).toString('hex')}`;
}
