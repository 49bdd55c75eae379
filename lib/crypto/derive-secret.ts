import { hkdfSync } from 'node:crypto';
import { masterKey } from './master-key';

/** A secret for one purpose, derived from the master key (HKDF-SHA256), base64url. */
export function deriveSecret(purpose: string): string {
  const derived = hkdfSync('sha256', masterKey().encryptionKey, '', `adminx ${purpose} v1`, 32);
  return Buffer.from(derived).toString('base64url');
}
