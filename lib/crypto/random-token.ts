import { randomBytes } from 'node:crypto';

/** A secret nobody can guess, base64url; 32 bytes unless told otherwise. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}
