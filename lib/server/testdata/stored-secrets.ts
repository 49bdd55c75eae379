/** Secrets in the data that is open, each of which says what it must be. */
import { randomBytes } from 'node:crypto';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { insertSigningKey, readSigningKeySecret } from '@/lib/db/signing-keys';
import { asTenantId } from '@/lib/shared/tenant-id';

/** Stores one of the first tenant. */
export async function storeSecret(text: string): Promise<void> {
  await inTransaction(async (tx) => {
    const { id } = await tx.tenant.findFirstOrThrow({ select: { id: true } });
    await insertSigningKey(tx, asTenantId(id), {
      certificatePem: text,
      fingerprintSha256: randomBytes(32).toString('hex'),
      notBefore: new Date(),
      notAfter: new Date(),
      privateKeyPkcs8: Buffer.from(text),
    });
  });
}

/** Opens every one and returns how many; throws at the first that is not what was stored. */
export async function openAllSecrets(): Promise<number> {
  const rows = await getDatabase().signingKey.findMany({
    select: { id: true, tenantId: true, certificatePem: true },
  });
  for (const row of rows) {
    const secret = await readSigningKeySecret(getDatabase(), asTenantId(row.tenantId), row.id);
    if (secret?.toString() !== row.certificatePem) throw new Error(`${row.id} is not what it was`);
  }
  return rows.length;
}
