import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { insertSigningKey } from '@/lib/db/signing-keys';
import { createFakeOkta, type FakeOkta } from '@/lib/okta/fake';
import type { OktaGateway } from '@/lib/okta/port';
import { defaultOktaChoices } from '@/lib/schemas/okta';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { createSigningCertificate } from '@/lib/x509/create-signing-certificate';
import { toX5c } from '@/lib/x509/pem';
import { applyRun } from './apply-run';
import { checkRun } from './check-run';
import { getSetupRun } from './get-run';
import { setOktaEnvironmentForTests } from './okta-environment';
import { waitForRuns } from './running-runs';
import { saveChoices } from './save-choices';
import { startSetupRun } from './start-run';

const token = `00${'plantedTokenForTrustTests'.padEnd(40, 'x')}`;
const orgId = '00otivnuq1X5554yc1d7';
const certificate = await createSigningCertificate({
  publicUrl: 'https://id.example.com',
  now: new Date(),
});

describeOnEmbeddedDatabase('trusted claims', (getDb) => {
  let okta: FakeOkta;
  let actor: Actor;
  let pilotUserId: string;

  beforeEach(async () => {
    const tenant = await buildTenant(getDb());
    const owner = await buildUser(getDb(), tenant.id, { role: 'OWNER' });
    pilotUserId = (await buildUser(getDb(), tenant.id, { login: 'pat@acme.example' })).id;
    await insertSigningKey(getDb(), tenant.id, certificate);
    actor = buildPersonActor(tenant.id, { userId: owner.id });
    okta = createFakeOkta({ token });
    okta.organisation.metadataXml = `<md:EntityDescriptor entityID="{{audience}}" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"><md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${toX5c(certificate.certificatePem)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{{acs}}" index="0" isDefault="true"/></md:SPSSODescriptor></md:EntityDescriptor>`;
    reach(okta.gateway);
  });

  afterEach(() => setOktaEnvironmentForTests(null));

  function reach(gateway: OktaGateway): void {
    const nothing = () => Promise.resolve();
    const now = () => new Date();
    setOktaEnvironmentForTests({ gateway, now, sleep: nothing, pause: nothing });
  }

  async function connect(trustClaims: boolean) {
    okta.organisation.liveTokens.add(token);
    const { id, choices } = await startSetupRun(actor, { domain: 'acme.okta.com', orgId });
    await checkRun(actor, id, { token });
    const wanted = { ...defaultOktaChoices, trustClaims, pilotUserId };
    const { plan } = await saveChoices(actor, id, wanted);
    await applyRun(actor, id, { token, planHash: plan?.hash ?? '' });
    await waitForRuns();
    return { run: await getSetupRun(actor, id), offered: choices };
  }

  const stored = async () => (await getDb().oktaConnection.findFirst())?.trustsClaims;

  it('go on in Okta when they are chosen, and off again by a later run of their own', async () => {
    expect((await connect(true)).run.status).toBe('SUCCEEDED');
    expect(okta.organisation.identityProviders[0]?.trustsClaims).toBe(true);
    expect(await stored()).toBe(true);
    const { run, offered } = await connect(false);
    expect(run.status).toBe('SUCCEEDED');
    expect(offered).toMatchObject({ trustClaims: true, pilotLogin: 'pat@acme.example' });
    expect(okta.organisation.identityProviders).toMatchObject([{ trustsClaims: false }]);
    expect(await stored()).toBe(false);
  });

  it('are read again: an Okta that did not store them is not believed', async () => {
    reach({
      ...okta.gateway,
      connect: (url, secret) => {
        const admin = okta.gateway.connect(url, secret);
        return {
          ...admin,
          findIdentityProvider: async (id) => {
            const found = await admin.findIdentityProvider(id);
            return found && { ...found, trustsClaims: false };
          },
        };
      },
    });
    const { run } = await connect(true);
    expect(run).toMatchObject({
      status: 'ROLLED_BACK',
      error: { code: 'okta.readback_differs' },
    });
    expect(okta.organisation.identityProviders).toEqual([]);
  });

  it('that policies rely on are not switched off: the run says so and puts everything back', async () => {
    await connect(true);
    okta.failAt({
      call: 'replaceIdentityProvider',
      code: 'okta.trusted_claims_in_use',
      oktaCode: 'E0000250',
    });
    const { run } = await connect(false);
    expect(run).toMatchObject({
      status: 'ROLLED_BACK',
      error: { code: 'okta.trusted_claims_in_use' },
    });
    expect(okta.organisation.identityProviders).toMatchObject([{ trustsClaims: true }]);
    expect(await stored()).toBe(true);
  });
});
