import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { getTenantById } from '@/lib/db/tenants';
import type {
  ApplicationCertificate,
  CustomApplicationDetails,
} from '@/lib/schemas/custom-applications';
import { readCertificate } from '@/lib/x509/read-certificate';
import { versionOf } from './lock-unchanged';
import { readMappings, toCertificate, toInput } from './custom-application-values';
import { requireCustomApplication } from './require-custom-application';

/** A custom application for its pages. */
export async function getCustomApplication(
  actor: Actor,
  id: string,
): Promise<CustomApplicationDetails> {
  actor.requirePerson('applications.read');
  const row = await requireCustomApplication(getDatabase(), actor, id);
  const { publicUrl } = await getTenantById(getDatabase(), actor.tenantId);
  const show = toShown(new Date());
  return {
    id: row.id,
    name: row.name,
    isEnabled: row.enabled,
    values: toInput(row),
    version: versionOf(row, 'settings'),
    mappings: readMappings(row.attributeMappings),
    mappingsVersion: versionOf(row, 'attributes'),
    signingCertificates: row.requestCertificatePems.map(show),
    encryptionCertificate:
      row.encryptionCertificatePem === null ? null : show(row.encryptionCertificatePem),
    startUrl: row.allowsIdpInitiated ? `${publicUrl}/saml/sso/start?application=${row.id}` : null,
    createdAt: row.createdAt.toISOString(),
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
    metadataReadAt: row.metadataReadAt?.toISOString() ?? null,
  };
}

function toShown(now: Date): (pem: string) => ApplicationCertificate {
  return (pem) => toCertificate(readCertificate(pem), now);
}
