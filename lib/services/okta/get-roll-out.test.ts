import { expect, it } from 'vitest';
import { saveOktaApplication } from '@/lib/db/okta-connections';
import { insertSetupRun, insertSetupSteps, updateSetupRun } from '@/lib/db/setup-runs';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { getApplicationRollOut } from './get-roll-out';

describeOnEmbeddedDatabase('the way one step back', (getDb) => {
  it.each([
    ['FAILED', true],
    ['INTERRUPTED', true],
    // Its server stopped, and nobody has opened a list of runs since.
    ['APPLYING', true],
    ['ROLLED_BACK', false],
  ] as const)('after a first roll-out that ended %s is there: %s', async (status, canStepBack) => {
    const db = getDb();
    const { id: tenantId } = await buildTenant(db);
    const { id: userId } = await buildUser(db, tenantId, { role: 'OWNER' });
    const org = { orgUrl: 'https://acme.okta.com', orgId: '00o1', pipeline: 'idx' };
    const run = { ...org, createdById: userId };
    const { id: applicationId } = await saveOktaApplication(db, tenantId, {
      ...{ name: 'Okta', entityId: 'https://www.okta.com/sp1', signOutUrl: null },
      ...{ acsUrl: 'https://acme.okta.com/sso/saml2/0oa1', requestCertificatePems: [] },
      nameIdFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
      connection: {
        ...{ ...org, orgName: 'Acme', idpId: '0oa1', idpName: 'AdminX', keyKid: 'k1' },
        ...{ policyId: 'p1', ruleId: 'r1', ruleName: 'AdminX - pilot', pilotLogin: 'pat' },
        ...{ setUpByHand: false, trustsClaims: false },
        setupRunId: await insertSetupRun(db, tenantId, run),
      },
    });
    const id = await insertSetupRun(db, tenantId, { ...run, kind: 'ROLL_OUT', applicationId });
    await insertSetupSteps(db, tenantId, id, ['create_wider_rule']);
    const leaseUntil = new Date(Date.now() - 1000);
    await updateSetupRun(db, tenantId, { id, when: ['CONNECTED'] }, { status, leaseUntil });
    const actor = buildPersonActor(tenantId, { userId });
    expect(await getApplicationRollOut(actor, applicationId)).toMatchObject({ canStepBack });
  });
});
