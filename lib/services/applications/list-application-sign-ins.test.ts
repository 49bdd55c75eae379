import { expect, it } from 'vitest';
import { recordAudit } from '@/lib/audit/record-audit';
import {
  buildAnonymousActor,
  buildApplication,
  buildPersonActor,
  buildTenant,
} from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { listApplicationSignIns } from './list-application-sign-ins';

describeOnBothDatabases('the latest sign-ins of an application', (getDb) => {
  async function arrange() {
    const tenant = await buildTenant(getDb());
    const application = await buildApplication(getDb(), tenant.id);
    const target = { type: 'application', id: application.id, label: application.name };
    const admin = buildPersonActor(tenant.id, { role: 'ADMIN', login: 'ada@example.com' });
    return { tenant, application, target, admin };
  }

  it('says why a request was refused before anybody signed in', async () => {
    const { tenant, application, target, admin } = await arrange();
    const reason = 'saml.issuer_unknown';
    const browser = buildAnonymousActor(tenant.id);
    await recordAudit(getDb(), browser, 'application.refused', target, undefined, { reason });
    const [refused] = await listApplicationSignIns(admin, application.id);
    expect(refused).toMatchObject({ login: null, isAllowed: false });
    expect(refused?.reason).toMatch(/\w/);
  });

  it('gives no reason of a sign-in, nor one the catalogue does not know', async () => {
    const { application, target, admin } = await arrange();
    const reason = 'saml.issuer_unknown';
    await recordAudit(getDb(), admin, 'application.opened', target, undefined, { reason });
    await recordAudit(getDb(), admin, 'application.refused', target, undefined, {
      reason: '<b>anything</b>' as typeof reason,
    });
    const signIns = await listApplicationSignIns(admin, application.id);
    expect(signIns.map(({ login, reason }) => ({ login, reason }))).toEqual([
      { login: 'ada@example.com', reason: null },
      { login: 'ada@example.com', reason: null },
    ]);
  });

  it('G1: shows nothing of an application of another tenant', async () => {
    const { target, application, tenant } = await arrange();
    await recordAudit(getDb(), buildAnonymousActor(tenant.id), 'application.refused', target);
    const stranger = buildPersonActor((await buildTenant(getDb())).id, { role: 'OWNER' });
    expect(await listApplicationSignIns(stranger, application.id)).toEqual([]);
  });
});
