import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { listSigningKeys } from '@/lib/db/signing-keys';
import { getTenantById } from '@/lib/db/tenants';
import { buildIdpMetadata } from '@/lib/saml/build-metadata';
import { AppError } from '@/lib/shared/errors';
import { toX5c } from '@/lib/x509/pem';
import { samlUrlsOf } from './saml-urls';

/** The metadata of the tenant's identity provider, for anybody: it holds nothing secret. */
export async function getIdpMetadata(actor: Actor): Promise<string> {
  const db = getDatabase();
  const tenant = await getTenantById(db, actor.tenantId);
  const keys = (await listSigningKeys(db, actor.tenantId)).filter(
    ({ status }) => status !== 'RETIRED',
  );
  if (keys.length === 0) throw new AppError('certificates.no_active_key');
  return buildIdpMetadata({
    ...samlUrlsOf(tenant.publicUrl),
    certificatesBase64: keys.map(({ certificatePem }) => toX5c(certificatePem)),
  });
}
