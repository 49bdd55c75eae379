import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { insertSigningKey } from '@/lib/db/signing-keys';
import type { OktaByHandInput } from '@/lib/schemas/okta-application';
import { buildPersonActor, buildTenant } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { createSigningCertificate } from '@/lib/x509/create-signing-certificate';
import { createOktaApplicationByHand } from './create-application-by-hand';
import { getByHandSheet } from './get-by-hand-sheet';
import { getOktaApplication } from './get-okta-application';

const publicUrl = 'https://id.example.com';
const certificate = await createSigningCertificate({ publicUrl, now: new Date() });

const answers: OktaByHandInput = {
  domain: 'acme-admin.okta.com',
  idpName: '1Kosmos',
  acsUrl: 'https://acme.okta.com/sso/saml2/0oabcdefghijklmnop1',
  audience: 'https://www.okta.com/saml2/service-provider/spabcdefghijklmnopqr',
  certificatePem: certificate.certificatePem,
};

describeOnEmbeddedDatabase('setting up by hand', (getDb) => {
  let actor: Actor;

  beforeEach(async () => {
    const tenant = await buildTenant(getDb(), { publicUrl });
    await insertSigningKey(getDb(), tenant.id, certificate);
    actor = buildPersonActor(tenant.id);
  });

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
      'okta.by_hand_invalid',
    ],
    [
      'an ACS URL of another organisation',
      { acsUrl: 'https://other.okta.com/sso/saml2/0oabcdefg' },
      'okta.by_hand_invalid',
    ],
    [
      'user information in it',
      { acsUrl: 'https://acme.okta.com@evil.example/sso/saml2/0oabcdefg' },
      'okta.by_hand_invalid',
    ],
    ['a query in it', { acsUrl: `${answers.acsUrl ?? ''}?x=1` }, 'okta.by_hand_invalid'],
    ['an audience of another form', { audience: 'https://evil.example' }, 'okta.by_hand_invalid'],
    [
      'a sign-out URL elsewhere',
      { signOutUrl: 'https://evil.example/logout' },
      'okta.by_hand_invalid',
    ],
    ['no certificate at all in it', { certificatePem: 'x' }, 'certificates.malformed'],
    ['metadata that is none', { spMetadataXml: '<html/>' }, 'saml.metadata_not_sp'],
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
