import 'server-only';
import { asTenantId, type TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import type { SigningKeyStatus } from './generated/client';
import { isUuid } from './is-uuid';
import { openSecret, resealSecret, sealSecret, type Resealing } from './secrets';

/** A new key as `createSigningCertificate` of lib/x509 makes it. */
export interface NewSigningKey {
  readonly certificatePem: string;
  /** SHA-256 of the DER, lower-case hex. */
  readonly fingerprintSha256: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** PKCS #8 DER, not encrypted: it is encrypted here and stored no other way. */
  readonly privateKeyPkcs8: Buffer;
}

/** The public side of a signing key. */
export interface SigningKeyRow {
  readonly id: string;
  readonly status: SigningKeyStatus;
  readonly certificatePem: string;
  readonly fingerprintSha256: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly createdAt: Date;
}

const publicColumns = {
  id: true,
  status: true,
  certificatePem: true,
  fingerprintSha256: true,
  notBefore: true,
  notAfter: true,
  createdAt: true,
} as const;

/** Stores the active signing key of a new tenant, its private key encrypted; returns the id. */
export async function insertSigningKey(
  db: Transaction,
  tenantId: TenantId,
  key: NewSigningKey,
): Promise<string> {
  const { privateKeyPkcs8, ...facts } = key;
  const context = secretContext(tenantId, key.fingerprintSha256);
  const secret = await sealSecret(db, privateKeyPkcs8, context);
  const row = await db.signingKey.create({
    data: {
      tenantId,
      status: 'ACTIVE',
      ...facts,
      encryptedPrivateKey: secret.ciphertext,
      masterKeyId: secret.keyId,
    },
    select: { id: true },
  });
  return row.id;
}

/** The key that signs now: its public side, newest first should there ever be two. */
export async function findActiveSigningKey(
  db: Transaction,
  tenantId: TenantId,
): Promise<SigningKeyRow | null> {
  return db.signingKey.findFirst({
    where: { tenantId, status: 'ACTIVE' },
    orderBy: { createdAt: 'desc' },
    select: publicColumns,
  });
}

/** The public side of one key of the tenant. */
export async function findSigningKey(
  db: Transaction,
  tenantId: TenantId,
  id: string,
): Promise<SigningKeyRow | null> {
  if (!isUuid(id)) return null;
  return db.signingKey.findFirst({ where: { tenantId, id }, select: publicColumns });
}

/** The public side of every key of the tenant, the active one first. A tenant has a handful. */
export async function listSigningKeys(
  db: Transaction,
  tenantId: TenantId,
): Promise<SigningKeyRow[]> {
  return db.signingKey.findMany({
    where: { tenantId },
    orderBy: [{ status: 'asc' }, { createdAt: 'desc' }],
    take: 50,
    select: publicColumns,
  });
}

/** Decrypts the private key of one signing key, PKCS #8 DER. For making a signature, nothing else. */
export async function readSigningKeySecret(
  db: Transaction,
  tenantId: TenantId,
  id: string,
): Promise<Buffer | null> {
  const row = await db.signingKey.findFirst({
    where: { tenantId, id },
    select: { encryptedPrivateKey: true, masterKeyId: true, fingerprintSha256: true },
  });
  if (!row) return null;
  const context = secretContext(tenantId, row.fingerprintSha256);
  const stored = { ciphertext: row.encryptedPrivateKey, keyId: row.masterKeyId };
  return openSecret(db, stored, context);
}

/** Moves some private keys to another master key; returns how many. Across tenants by nature. */
export async function resealSigningKeys(db: Transaction, to: Resealing): Promise<number> {
  const rows = await db.signingKey.findMany({
    where: { masterKeyId: { not: to.key.id } },
    orderBy: { id: 'asc' },
    take: to.take,
    select: {
      id: true,
      tenantId: true,
      encryptedPrivateKey: true,
      masterKeyId: true,
      fingerprintSha256: true,
    },
  });
  for (const row of rows) {
    const stored = { ciphertext: row.encryptedPrivateKey, keyId: row.masterKeyId };
    const context = secretContext(asTenantId(row.tenantId), row.fingerprintSha256);
    const secret = resealSecret(stored, context, to.key);
    await db.signingKey.updateMany({
      where: { id: row.id, tenantId: row.tenantId },
      data: { encryptedPrivateKey: secret.ciphertext, masterKeyId: secret.keyId },
    });
  }
  return rows.length;
}

function secretContext(tenantId: TenantId, fingerprintSha256: string): string {
  return `signing-key:${tenantId}:${fingerprintSha256}`;
}
