import 'server-only';
import { randomBytes } from 'node:crypto';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { listSigningKeys } from '@/lib/db/signing-keys';
import { getTenantById } from '@/lib/db/tenants';
import { buildIdpMetadata } from '@/lib/saml/build-metadata';
import { toSamlId } from '@/lib/saml/saml-id';
import { AppError } from '@/lib/shared/errors';
import { toX5c } from '@/lib/x509/pem';
import { keepDocument } from './keep-document';
import { loadSigner } from './load-signer';
import { samlUrlsOf } from './saml-urls';

/** How long fetched metadata may be used: whoever fetches it comes back within days. */
const fetchedDays = 14;

/**
 * The metadata of the tenant's identity provider, signed, for anybody: it holds nothing secret.
 * Fetched metadata is good for two weeks. A downloaded file is read once by most SPs and kept, so it
 * is good as long as the certificate in it: an earlier end would only break sign-ins.
 */
export async function getIdpMetadata(
  actor: Actor,
  purpose: 'fetched' | 'downloaded',
): Promise<string> {
  const { tenantId } = actor;
  const now = Date.now();
  return keepDocument(`${tenantId} ${purpose}`, now, async () => {
    const db = getDatabase();
    const { publicUrl } = await getTenantById(db, tenantId);
    const keys = (await listSigningKeys(db, tenantId)).filter(({ status }) => status !== 'RETIRED');
    const [active] = keys;
    if (!active) throw new AppError('certificates.no_active_key');
    const fetchedUntil = new Date(now + fetchedDays * 86_400_000);
    return {
      version: JSON.stringify([publicUrl, keys.map(({ id, status }) => [id, status])]),
      build: async () =>
        buildIdpMetadata({
          id: toSamlId(randomBytes(20)),
          ...samlUrlsOf(publicUrl),
          certificatesBase64: keys.map(({ certificatePem }) => toX5c(certificatePem)),
          validUntil: purpose === 'fetched' ? fetchedUntil : active.notAfter,
          signer: await loadSigner(db, tenantId),
        }),
    };
  });
}
