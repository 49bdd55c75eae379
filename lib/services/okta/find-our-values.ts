import 'server-only';
import { createHash } from 'node:crypto';
import type { Transaction } from '@/lib/db/database';
import { findActiveSigningKey } from '@/lib/db/signing-keys';
import { getTenantById } from '@/lib/db/tenants';
import type { OurIdentityProvider } from '@/lib/okta/organisation-state';
import { invariant } from '@/lib/shared/errors';
import type { TenantId } from '@/lib/shared/tenant-id';
import { toDer } from '@/lib/x509/pem';

/** What this tenant is to Okta: derived from its public URL and its active certificate. */
export async function findOurValues(
  db: Transaction,
  tenantId: TenantId,
): Promise<OurIdentityProvider> {
  const tenant = await getTenantById(db, tenantId);
  const key = await findActiveSigningKey(db, tenantId);
  invariant(key, 'a tenant has an active signing key');
  const der = toDer(key.certificatePem);
  return {
    issuer: `${tenant.publicUrl}/saml/metadata`,
    ssoUrl: `${tenant.publicUrl}/saml/sso`,
    certificateBase64: der.toString('base64'),
    certificateX5tS256: createHash('sha256').update(der).digest('base64url'),
  };
}
