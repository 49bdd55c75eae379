/** Signing keys of tenants, and browsers that are signed in, for tests. */
import type { Transaction } from '@/lib/db/database';
import { startSession } from '@/lib/db/sessions';
import { insertSigningKey } from '@/lib/db/signing-keys';
import { cookieName } from '@/lib/shared/cookie-names';
import type { TenantId } from '@/lib/shared/tenant-id';
import {
  createSigningCertificate,
  type NewSigningCertificate,
} from '@/lib/x509/create-signing-certificate';

let made: Promise<NewSigningCertificate> | undefined;

/** Gives a tenant an active signing key; making one takes long, so all share it. */
export async function buildSigningKey(
  db: Transaction,
  tenantId: TenantId,
): Promise<{ id: string; certificatePem: string; fingerprintSha256: string }> {
  made ??= createSigningCertificate({ publicUrl: 'https://login.acme.example', now: new Date() });
  const { certificatePem, privateKeyPkcs8, fingerprintSha256, notBefore, notAfter } = await made;
  const key = { certificatePem, privateKeyPkcs8, fingerprintSha256, notBefore, notAfter };
  return { id: await insertSigningKey(db, tenantId, key), certificatePem, fingerprintSha256 };
}

/** Makes another key sign from now on, as a rotation does. */
export async function activateAnotherKey(
  db: Transaction,
  tenant: { readonly id: TenantId; readonly publicUrl: string },
): Promise<void> {
  const { id: tenantId, publicUrl } = tenant;
  await db.signingKey.updateMany({ where: { tenantId }, data: { status: 'RETIRED' } });
  const key = await createSigningCertificate({ publicUrl, now: new Date() });
  await insertSigningKey(db, tenantId, key);
}

/** Starts a session of a person; returns the Cookie header of the browser. */
export async function buildSessionCookie(
  db: Transaction,
  tenant: { readonly id: TenantId; readonly publicUrl: string },
  userId: string,
  amr: readonly string[] = ['hwk', 'phr', 'mfa'],
): Promise<string> {
  const { token } = await startSession(db, tenant.id, {
    userId,
    authenticatorId: null,
    amr,
    now: new Date(),
    ip: null,
    userAgent: null,
  });
  return `${cookieName('session', tenant.publicUrl)}=${token}`;
}
