import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { insertSigningKey } from '@/lib/db/signing-keys';
import { createFakeOkta, type FakeOkta } from '@/lib/okta/fake';
import type { OktaByHandInput } from '@/lib/schemas/okta-application';
import { buildPersonActor, buildTenant } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { createSigningCertificate } from '@/lib/x509/create-signing-certificate';
import { toX5c } from '@/lib/x509/pem';
import { createOktaApplicationByHand } from './create-application-by-hand';
import { getByHandSheet } from './get-by-hand-sheet';
import { getOktaApplication } from './get-okta-application';
import { setOktaEnvironmentForTests } from './okta-environment';
import { previewByHand } from './preview-by-hand';

const publicUrl = 'https://id.example.com';
const certificate = await createSigningCertificate({ publicUrl, now: new Date() });

const answers: OktaByHandInput = {
  domain: 'acme-admin.okta.com',
  idpName: '1Kosmos',
  acsUrl: 'https://acme.okta.com/sso/saml2/0oabcdefghijklmnop1',
  audience: 'https://www.okta.com/saml2/service-provider/spabcdefghijklmnopqr',
  certificatePem: certificate.certificatePem,
};

/** As Okta writes it (facts of Okta's API, section 1.6). */
function metadata({ signed = true, use = 'signing', certificate: body = '' } = {}): string {
  const der = body === '' ? toX5c(certificate.certificatePem) : body;
  return `<?xml version="1.0" encoding="UTF-8"?><md:EntityDescriptor entityID="${answers.audience ?? ''}" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"><md:SPSSODescriptor AuthnRequestsSigned="${String(signed)}" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="${use}"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${der}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</md:NameIDFormat><md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${answers.acsUrl ?? ''}" index="0" isDefault="true"/></md:SPSSODescriptor></md:EntityDescriptor>`;
}

describeOnEmbeddedDatabase('setting up by hand', (getDb) => {
  let actor: Actor;
  let okta: FakeOkta;

  beforeEach(async () => {
    okta = createFakeOkta({ token: 'unused' });
    setOktaEnvironmentForTests({
      gateway: okta.gateway,
      now: () => new Date(),
      sleep: () => Promise.resolve(),
      pause: () => Promise.resolve(),
    });
    const tenant = await buildTenant(getDb(), { publicUrl });
    await insertSigningKey(getDb(), tenant.id, certificate);
    actor = buildPersonActor(tenant.id);
  });

  afterEach(() => setOktaEnvironmentForTests(null));

  it('gives the values of steps 3 and 4, field by field', async () => {
    const sheet = await getByHandSheet(actor);
    const values = new Map(
      sheet.steps.flatMap(({ fields }) => fields.map(({ label, value }) => [label, value])),
    );
    expect(Object.fromEntries(values)).toMatchObject({
      'IdP Name': '1Kosmos',
      'IdP Issuer URL': 'https://id.example.com/saml/metadata',
      'IdP Single Sign-On URL': 'https://id.example.com/saml/sso',
      'IdP Signature Certificate': certificate.certificatePem,
      'IdP Username': 'saml.subjectNameId',
      'Match against': 'Okta Username',
      'If no match found': 'Create new user (JIT)',
      'Request Signature Algorithm': 'SHA-256',
      'Response Signature Algorithm': 'SHA-256',
    });
  });

  it('saves what Okta answered, with a sign-out URL of its own when none is given', async () => {
    const { applicationId } = await createOktaApplicationByHand(actor, answers);
    expect(await getOktaApplication(actor, applicationId)).toMatchObject({
      isSetUpByHand: true,
      run: null,
      okta: {
        orgUrl: 'https://acme.okta.com',
        acsUrl: answers.acsUrl,
        audience: answers.audience,
        signOutUrl: 'https://acme.okta.com/logout',
        idpId: '0oabcdefghijklmnop1',
        requiresSignedRequests: true,
      },
    });
  });

  it('shows what it read of the metadata, and of whom, and stores nothing', async () => {
    const { domain, idpName } = answers;
    const input = { domain, idpName, testLogin: 'pat@acme.example', spMetadataXml: metadata() };
    expect(await previewByHand(actor, input)).toEqual({
      organisation: okta.organisation.view,
      acsUrl: answers.acsUrl,
      audience: answers.audience,
      signOutUrl: 'https://acme.okta.com/logout',
      idpId: '0oabcdefghijklmnop1',
      certificates: [
        {
          subject: expect.any(String) as string,
          fingerprintSha256: certificate.fingerprintSha256,
          notAfter: certificate.notAfter.toISOString(),
        },
      ],
      testLogin: 'pat@acme.example',
    });
    expect(await getDb().application.count()).toBe(0);
  });

  it('stores the organisation that answered, so that only it is asked from then on', async () => {
    await createOktaApplicationByHand(actor, { ...answers, testLogin: 'pat@acme.example' });
    expect(await getDb().oktaConnection.findFirst()).toMatchObject({
      orgUrl: 'https://acme.okta.com',
      orgId: okta.organisation.view.id,
      pipeline: 'idx',
      pilotLogin: 'pat@acme.example',
    });
  });

  it('saves nothing of a host that does not answer as an organisation', async () => {
    okta.failAt({ call: 'probe', code: 'okta.not_an_organisation' });
    await expect(createOktaApplicationByHand(actor, answers)).rejects.toMatchObject({
      code: 'okta.not_an_organisation',
    });
    expect(await getDb().application.count()).toBe(0);
  });

  it('asks no host for values that are refused anyway', async () => {
    const refused = previewByHand(actor, { ...answers, audience: 'https://evil.example' });
    await expect(refused).rejects.toMatchObject({ code: 'okta.audience_unusual' });
    expect(okta.calls).toEqual([]);
  });

  it('shows the application to no other tenant', async () => {
    const { applicationId } = await createOktaApplicationByHand(actor, answers);
    const foreign = buildPersonActor((await buildTenant(getDb())).id);
    await expect(getOktaApplication(foreign, applicationId)).rejects.toMatchObject({ status: 404 });
  });

  it.each<[string, Partial<OktaByHandInput>, string]>([
    ['a look-alike host', { domain: 'acme-okta.com' }, 'okta.domain_invalid'],
    [
      'an ACS URL elsewhere',
      { acsUrl: 'https://evil.example/sso/saml2/0oabcdefg' },
      'okta.acs_elsewhere',
    ],
    [
      'an ACS URL of another organisation',
      { acsUrl: 'https://other.okta.com/sso/saml2/0oabcdefg' },
      'okta.acs_elsewhere',
    ],
    [
      'user information in it',
      { acsUrl: 'https://acme.okta.com@evil.example/sso/saml2/0oabcdefg' },
      'okta.acs_elsewhere',
    ],
    ['a query in it', { acsUrl: `${answers.acsUrl ?? ''}?x=1` }, 'okta.acs_elsewhere'],
    ['an audience of another form', { audience: 'https://evil.example' }, 'okta.audience_unusual'],
    [
      'a sign-out URL elsewhere',
      { signOutUrl: 'https://evil.example/logout' },
      'okta.sign_out_elsewhere',
    ],
    ['no certificate at all in it', { certificatePem: 'x' }, 'certificates.malformed'],
    ['metadata that is none', { spMetadataXml: '<html/>' }, 'okta.metadata_of_another_kind'],
    ['a text that is no XML', { spMetadataXml: 'Sign in' }, 'okta.metadata_not_xml'],
    ['metadata cut in half', { spMetadataXml: metadata().slice(0, 400) }, 'okta.metadata_not_xml'],
    [
      'a DOCTYPE before it',
      { spMetadataXml: `<!DOCTYPE x [<!ENTITY y "z">]>${metadata()}` },
      'okta.metadata_unsafe',
    ],
    [
      'our own metadata instead of Okta’s',
      { spMetadataXml: metadata().replaceAll('SPSSODescriptor', 'IDPSSODescriptor') },
      'okta.metadata_of_another_kind',
    ],
    [
      'metadata by which Okta signs nothing',
      { spMetadataXml: metadata({ signed: false }) },
      'okta.metadata_unsigned',
    ],
    [
      'metadata without a signing certificate, only one to encrypt for',
      { spMetadataXml: metadata({ use: 'encryption' }) },
      'okta.metadata_without_certificate',
    ],
    [
      'metadata of another organisation',
      { spMetadataXml: metadata().replaceAll('acme.okta.com', 'other.okta.com') },
      'okta.acs_elsewhere',
    ],
    [
      'metadata whose certificate is none',
      { spMetadataXml: metadata({ certificate: 'AAAA' }) },
      'certificates.malformed',
    ],
  ])('refuses %s', async (_name, change, code) => {
    const refused = createOktaApplicationByHand(actor, { ...answers, ...change });
    await expect(refused).rejects.toMatchObject({ code });
    expect(await getDb().application.count()).toBe(0);
  });

  it('refuses the same audience twice, and an old proof of presence', async () => {
    await createOktaApplicationByHand(actor, answers);
    await expect(createOktaApplicationByHand(actor, answers)).rejects.toMatchObject({
      code: 'okta.application_exists',
    });
    const stale = buildPersonActor(actor.tenantId, { authenticatedAt: new Date(0) });
    await expect(createOktaApplicationByHand(stale, answers)).rejects.toMatchObject({
      code: 'auth.reauthentication_required',
    });
  });
});
