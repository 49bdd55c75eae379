import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { listSigningKeys } from '@/lib/db/signing-keys';
import { getTenantById } from '@/lib/db/tenants';
import { bindingUri, nameIdFormat } from '@/lib/saml/saml-uris';
import type { SignOnValues } from '@/lib/schemas/certificates';
import { AppError } from '@/lib/shared/errors';
import { toCertificateDetails } from './to-certificate-details';

/** Everything an application needs to know about this tenant's identity provider. */
export async function getSignOnValues(actor: Actor): Promise<SignOnValues> {
  actor.requirePerson('certificates.read');
  const db = getDatabase();
  const now = new Date();
  const { publicUrl } = await getTenantById(db, actor.tenantId);
  const keys = await listSigningKeys(db, actor.tenantId);
  const certificates = keys.map((key) => toCertificateDetails(key, now));
  const certificate = certificates.find(({ status }) => status === 'ACTIVE');
  if (!certificate) throw new AppError('certificates.no_active_key');
  return {
    entityId: `${publicUrl}/saml/metadata`,
    ssoUrl: `${publicUrl}/saml/sso`,
    sloUrl: `${publicUrl}/saml/slo`,
    metadataUrl: `${publicUrl}/saml/metadata`,
    metadataDownloadUrl: `${publicUrl}/saml/metadata.xml`,
    bindings: [bindingUri.redirect, bindingUri.post],
    nameIdFormats: Object.values(nameIdFormat),
    certificate,
    certificates,
  };
}
