import { expect, it } from 'vitest';
import type { RollOutStep } from '@/lib/schemas/okta-roll-out';
import { buildApplication, buildPersonActor, buildTenant } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { getTerraformImports } from './get-terraform-imports';

const step: RollOutStep = {
  choices: {
    who: { stage: 'DOMAIN', domains: ['acme.example'] },
    limits: { zoneMode: 'ANYWHERE', zones: [], apps: [], platforms: [] },
    administrators: ['root@acme.example'],
    fallback: false,
  },
  rule: { id: '0prDomain', name: '1Kosmos - domain' },
  adminRule: { id: '0prAdmins', name: '1Kosmos - admins stay with Okta' },
  fallback: 'off',
  samples: [],
  fingerprint: 'as-stored',
  runId: '0199aaaa-0000-7000-8000-000000000001',
  at: '2026-11-30T07:00:00.000Z',
};

describeOnEmbeddedDatabase('the export to Terraform', (getDb) => {
  it('names the rules of every stage, and nothing to another tenant', async () => {
    const tenant = await buildTenant(getDb());
    const { id } = await buildApplication(getDb(), tenant.id);
    await getDb().oktaConnection.create({
      data: {
        tenantId: tenant.id,
        applicationId: id,
        orgUrl: 'https://acme.okta.com',
        idpId: '0oaIdp',
        idpName: '1Kosmos',
        policyId: '00pPolicy',
        ruleId: '0prPilot',
        ruleName: '1Kosmos - pilot',
        setUpByHand: false,
        rollOut: [step],
      },
    });
    const exported = await getTerraformImports(buildPersonActor(tenant.id), id);
    expect([...(exported ?? '').matchAll(/"00pPolicy\/(\w+)"/g)].map(([, rule]) => rule)).toEqual([
      '0prPilot',
      '0prAdmins',
      '0prDomain',
    ]);
    const other = await buildTenant(getDb());
    expect(await getTerraformImports(buildPersonActor(other.id), id)).toBeNull();
  });
});
