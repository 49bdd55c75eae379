import 'server-only';
import { createPrivateKey } from 'node:crypto';
import type { Transaction } from '@/lib/db/database';
import { findActiveSigningKey, readSigningKeySecret } from '@/lib/db/signing-keys';
import type { Signer } from '@/lib/saml/sign-element';
import { AppError } from '@/lib/shared/errors';
import type { TenantId } from '@/lib/shared/tenant-id';
import { toX5c } from '@/lib/x509/pem';

/** Keys of tenants that signed lately; a key costs a few kilobytes. */
const maxCachedSigners = 256;

interface SignerHolder {
  adminxSigners?: Map<string, Signer>;
}
/** One process loads this module several times, so the cache cannot be a module variable. */
const holder = globalThis as SignerHolder;

/**
 * The active signing key of a tenant, ready to sign. Which key is active is read every time; the
 * parsed key is kept by its id, because decrypting and parsing cost more than a signature.
 */
export async function loadSigner(db: Transaction, tenantId: TenantId): Promise<Signer> {
  const active = await findActiveSigningKey(db, tenantId);
  if (!active) throw new AppError('certificates.no_active_key');
  const cache = (holder.adminxSigners ??= new Map<string, Signer>());
  const cached = cache.get(active.id);
  if (cached) return cached;
  const secret = await readSigningKeySecret(db, tenantId, active.id);
  if (!secret) throw new AppError('certificates.no_active_key');
  const signer = {
    privateKey: createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' }),
    certificateBase64: toX5c(active.certificatePem),
  };
  secret.fill(0);
  const [oldest] = cache.keys();
  if (cache.size >= maxCachedSigners && oldest !== undefined) cache.delete(oldest);
  cache.set(active.id, signer);
  return signer;
}
