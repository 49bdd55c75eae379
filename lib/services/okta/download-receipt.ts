import 'server-only';
import { createPrivateKey } from 'node:crypto';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { signDocument } from '@/lib/crypto/sign-document';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { findActiveSigningKey, readSigningKeySecret } from '@/lib/db/signing-keys';
import { oktaReceiptType } from '@/lib/schemas/okta-receipt';
import { AppError } from '@/lib/shared/errors';
import { readReceipt } from './get-receipt';
import { loadRun } from './load-run';

/**
 * The receipt of a run as a file that proves itself: a compact JWS (RFC 7515), RS256 with the
 * tenant's active SAML signing key. Who has the PEM certificate needs nothing else to verify it. The
 * private key is used here and goes no further; the download is audited.
 *
 * @throws AppError `okta.run_not_found`, `okta.receipt_not_ready`, `certificates.no_active_key`
 */
export async function downloadReceipt(actor: Actor, runId: string) {
  actor.requirePerson('applications.read');
  const run = await loadRun(actor, runId);
  const receipt = await readReceipt(actor, run, getDatabase());
  if (receipt === null) throw new AppError('okta.receipt_not_ready');
  const { tenantId } = actor;
  const { key, secret } = await readKey(actor);
  try {
    const signed = await signDocument(
      { ...receipt, signedAt: new Date().toISOString(), signedFor: tenantId },
      {
        privateKey: createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' }),
        keyId: key.id,
        certificateSha256: Buffer.from(key.fingerprintSha256, 'hex'),
        type: oktaReceiptType,
      },
    );
    await inTransaction(async (tx) => {
      const target = { type: 'setup_run', id: run.id, label: receipt.organisation.host };
      await recordAudit(tx, actor, 'setup_run.receipt_downloaded', target, {
        certificate: { after: key.fingerprintSha256 },
      });
    });
    return {
      fileName: `okta-receipt-${run.id}.jws`,
      contentType: 'application/jose',
      content: new TextEncoder().encode(signed),
    };
  } finally {
    secret.fill(0);
  }
}

async function readKey({ tenantId }: Actor) {
  const db = getDatabase();
  const key = await findActiveSigningKey(db, tenantId);
  const secret = key && (await readSigningKeySecret(db, tenantId, key.id));
  if (!secret) throw new AppError('certificates.no_active_key');
  return { key, secret };
}
