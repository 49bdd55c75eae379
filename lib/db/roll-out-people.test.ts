import { expect, it } from 'vitest';
import { buildApplication, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { countRoutedPeople, countRoutedWithoutAccess, findUnknownPeople } from './roll-out-people';

describeOnEmbeddedDatabase('people who are routed', (getDb) => {
  it('counts who may not open an application, where not everybody may', async () => {
    const { id: tenantId } = await buildTenant(getDb());
    const { id: applicationId } = await buildApplication(getDb(), tenantId);
    const chosen = await buildUser(getDb(), tenantId, { login: 'lena@acme.example' });
    const member = await buildUser(getDb(), tenantId, { login: 'nick@acme.example' });
    await buildUser(getDb(), tenantId, { login: 'pat@acme.example' });
    await buildUser(getDb(), tenantId, { login: 'gone@acme.example', disabledAt: new Date() });
    const group = await getDb().group.create({ data: { tenantId, name: 'A', nameKey: 'a' } });
    const groupId = group.id;
    await getDb().groupMember.create({ data: { tenantId, groupId, userId: member.id } });
    await getDb().applicationGroup.create({ data: { tenantId, applicationId, groupId } });
    const grant = { tenantId, applicationId, userId: chosen.id };
    await getDb().applicationUser.create({ data: grant });
    const count = (query: Parameters<typeof countRoutedWithoutAccess>[2]['query']) =>
      countRoutedWithoutAccess(getDb(), tenantId, { query, applicationId });
    expect(await count({ everyone: true })).toBe(0);
    const where = { tenantId, id: applicationId };
    await getDb().application.updateMany({ where, data: { access: 'CHOSEN' } });
    expect(await count({ everyone: true })).toBe(1);
    expect(await count({ domains: ['acme.example'] })).toBe(1);
    expect(await count({ loginKeys: ['lena@acme.example', 'nick@acme.example'] })).toBe(0);
  });

  it('takes no comparison of a file for one with the organisation', async () => {
    const { id: tenantId } = await buildTenant(getDb());
    const orgUrl = 'https://acme.okta.com';
    const compare = (from: { source: 'CSV' | 'TOKEN'; orgUrl: string | null }) => {
      const by = { createdById: tenantId, createdByLogin: 'sam@acme.example' };
      const data = { tenantId, ...by, ...from, status: 'READY', finishedAt: new Date() } as const;
      return getDb().alignmentRun.create({ data });
    };
    const query = { orgUrl, since: new Date(0), domains: null, take: 10 };
    await compare({ source: 'CSV', orgUrl: null });
    expect(await findUnknownPeople(getDb(), tenantId, query)).toBeNull();
    await compare({ source: 'TOKEN', orgUrl });
    expect(await findUnknownPeople(getDb(), tenantId, query)).toMatchObject({ count: 0 });
  });

  it('does not count people of the self-test', async () => {
    const { id: tenantId } = await buildTenant(getDb());
    const times = { startedAt: new Date(), leaseUntil: new Date() };
    const { id: selfTestId } = await getDb().selfTest.create({ data: { tenantId, ...times } });
    await buildUser(getDb(), tenantId, { login: 'a1.test@acme.example', selfTestId });
    expect(await countRoutedPeople(getDb(), tenantId, { everyone: true })).toEqual({
      enrolled: 0,
      notEnrolled: 0,
      disabled: 0,
    });
  });
});
