import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { buildAnonymousActor, buildPersonActor, buildTenant } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { buildSigningKey } from '@/lib/testing/signing-keys';
import { downloadCertificate } from './download-certificate';
import { getSignOnValues } from './get-sign-on-values';

const coded = (code: string) => expect.objectContaining({ code }) as Error;

describeOnBothDatabases('certificates', (getDb) => {
  it('tells an auditor what an application needs to know, from the configured URL', async () => {
    const tenant = await buildTenant(getDb());
    const key = await buildSigningKey(getDb(), tenant.id);
    const values = await getSignOnValues(buildPersonActor(tenant.id, { role: 'AUDITOR' }));
    expect(values).toMatchObject({
      entityId: `${tenant.publicUrl}/saml/metadata`,
      ssoUrl: `${tenant.publicUrl}/saml/sso`,
      metadataDownloadUrl: `${tenant.publicUrl}/saml/metadata.xml`,
    });
    expect(values.certificates).toHaveLength(1);
    const parsed = new X509Certificate(key.certificatePem);
    expect(values.certificate).toMatchObject({
      id: key.id,
      status: 'ACTIVE',
      key: 'RSA 2048',
      fingerprintSha256: parsed.fingerprint256,
      fingerprintSha1: parsed.fingerprint,
    });
    expect(values.certificate.daysLeft).toBeGreaterThan(3640);
    expect(JSON.stringify(values)).not.toContain('PRIVATE');
  });

  it('hands out PEM and DER of the same certificate and writes it down', async () => {
    const tenant = await buildTenant(getDb());
    const { id, certificatePem } = await buildSigningKey(getDb(), tenant.id);
    const actor = buildPersonActor(tenant.id, { role: 'SUPPORT' });
    const pem = await downloadCertificate(actor, { id, form: 'pem' });
    const der = await downloadCertificate(actor, { id, form: 'der' });
    expect(Buffer.from(pem.content).toString()).toBe(certificatePem);
    expect(new X509Certificate(der.content).raw).toEqual(new X509Certificate(certificatePem).raw);
    expect(await getDb().auditEvent.count({ where: { action: 'certificate.downloaded' } })).toBe(2);
  });

  it('knows the certificate that signs now by the name active', async () => {
    const tenant = await buildTenant(getDb());
    const actor = buildPersonActor(tenant.id);
    await expect(downloadCertificate(actor, { id: 'active', form: 'pem' })).rejects.toThrow(
      coded('certificates.not_found'),
    );
    const { certificatePem } = await buildSigningKey(getDb(), tenant.id);
    const pem = await downloadCertificate(actor, { id: 'active', form: 'pem' });
    expect(Buffer.from(pem.content).toString()).toBe(certificatePem);
  });

  it('G1: answers 404 for a certificate of another tenant and for no id at all', async () => {
    const [tenant, other] = [await buildTenant(getDb()), await buildTenant(getDb())];
    const { id } = await buildSigningKey(getDb(), other.id);
    for (const wanted of [id, 'nonsense', '00000000-0000-7000-8000-000000000000']) {
      await expect(
        downloadCertificate(buildPersonActor(tenant.id), { id: wanted, form: 'pem' }),
      ).rejects.toThrow(coded('certificates.not_found'));
    }
  });

  it('G2: refuses people without a role and signed-out browsers', async () => {
    const tenant = await buildTenant(getDb());
    const { id } = await buildSigningKey(getDb(), tenant.id);
    const nobody = buildPersonActor(tenant.id, { role: 'NONE' });
    await expect(getSignOnValues(nobody)).rejects.toThrow(coded('request.forbidden'));
    await expect(
      downloadCertificate(buildAnonymousActor(tenant.id), { id, form: 'pem' }),
    ).rejects.toThrow(coded('auth.sign_in_required'));
  });

  it('G12: stores the private key encrypted and nowhere else', async () => {
    const tenant = await buildTenant(getDb());
    await buildSigningKey(getDb(), tenant.id);
    const row = await getDb().signingKey.findFirstOrThrow();
    const stored = Buffer.from(row.encryptedPrivateKey);
    const rsaKeyOid = Buffer.from('2a864886f70d010101', 'hex');
    expect(stored.includes(rsaKeyOid)).toBe(false);
    expect(stored.length).toBeGreaterThan(1000);
    expect(JSON.stringify({ ...row, encryptedPrivateKey: '' })).not.toContain('PRIVATE');
  });
});
