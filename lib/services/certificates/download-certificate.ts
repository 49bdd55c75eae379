import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { findActiveSigningKey, findSigningKey } from '@/lib/db/signing-keys';
import type { CertificateFile } from '@/lib/schemas/certificates';
import { AppError } from '@/lib/shared/errors';
import { toDer } from '@/lib/x509/pem';

/** A certificate of the tenant as a file; `active` is the one that signs now. There is no such thing for a private key. */
export async function downloadCertificate(
  actor: Actor,
  wanted: { readonly id: string; readonly form: 'pem' | 'der' },
): Promise<CertificateFile> {
  actor.requirePerson('certificates.read');
  return inTransaction(async (tx) => {
    const key =
      wanted.id === 'active'
        ? await findActiveSigningKey(tx, actor.tenantId)
        : await findSigningKey(tx, actor.tenantId, wanted.id);
    if (!key) throw new AppError('certificates.not_found');
    const target = { type: 'certificate', id: key.id, label: key.fingerprintSha256 };
    await recordAudit(tx, actor, 'certificate.downloaded', target, {
      form: { after: wanted.form },
    });
    const name = `adminx-signing-${key.fingerprintSha256.slice(0, 8)}`;
    return wanted.form === 'pem'
      ? {
          fileName: `${name}.pem`,
          contentType: 'application/x-pem-file',
          content: new Uint8Array(Buffer.from(key.certificatePem, 'ascii')),
        }
      : {
          fileName: `${name}.cer`,
          contentType: 'application/pkix-cert',
          content: new Uint8Array(toDer(key.certificatePem)),
        };
  });
}
