/** Secrets for one purpose each, all from one root secret that outlives a change of the master key. */
import { hkdfSync, randomBytes } from 'node:crypto';

interface RootSecretHolder {
  adminxRootSecret?: Buffer;
}
/** One process loads this module several times, so the secret cannot be a module variable. */
const holder = globalThis as RootSecretHolder;

/** A root secret for a new installation. */
export function newRootSecret(): Buffer {
  return randomBytes(32);
}

/** Makes a secret the root of this process; whoever opens the database does that. */
export function setRootSecret(secret: Buffer): void {
  holder.adminxRootSecret = secret;
}

/** A secret for one purpose, derived from the installation's root secret (HKDF-SHA256), base64url. */
export function deriveSecret(purpose: string): string {
  if (!holder.adminxRootSecret) throw new Error('The root secret is not loaded: no data is open');
  const derived = hkdfSync('sha256', holder.adminxRootSecret, '', `adminx ${purpose} v1`, 32);
  return Buffer.from(derived).toString('base64url');
}
