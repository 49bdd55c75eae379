import { expect, it } from 'vitest';
import { buildApplication, buildTenant } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { saveOktaApplication } from './okta-connections';

const entityId = 'https://www.okta.com/saml2/service-provider/spabcdef';

describeOnEmbeddedDatabase('saving an application of Okta', (getDb) => {
  it('never takes over a custom application that has its entity ID', async () => {
    const { id: tenantId } = await buildTenant(getDb());
    const custom = { kind: 'CUSTOM_SAML', entityId, name: 'Okta, by hand' } as const;
    const { id } = await buildApplication(getDb(), tenantId, custom);
    const values = {
      name: 'Okta',
      entityId,
      acsUrl: 'https://acme.okta.com/sso/saml2/0oa1',
      signOutUrl: null,
      nameIdFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
      requestCertificatePems: [],
      connection: {
        ...{ orgUrl: null, orgId: null, orgName: null, pipeline: null, idpId: null },
        ...{ idpName: '1Kosmos', keyKid: null, policyId: null, ruleId: null, ruleName: null },
        ...{ pilotLogin: null, setUpByHand: false, trustsClaims: false, setupRunId: null },
      },
    };
    await expect(saveOktaApplication(getDb(), tenantId, values)).rejects.toMatchObject({
      code: 'okta.application_exists',
    });
    expect(await getDb().application.findUnique({ where: { id } })).toMatchObject(custom);
  });
});
