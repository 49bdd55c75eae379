import { expect, it } from 'vitest';
import {
  buildAnonymousActor,
  buildApplication,
  buildPersonActor,
  buildTenant,
  buildUser,
} from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { listMyApplications } from './list-my-applications';

describeOnBothDatabases('the applications of a person', (getDb) => {
  async function buildWorld() {
    const { id: tenantId } = await buildTenant(getDb());
    const { id: userId } = await buildUser(getDb(), tenantId);
    const actor = buildPersonActor(tenantId, { userId, role: 'NONE' });
    const application = async (values: Parameters<typeof buildApplication>[2]) =>
      (await buildApplication(getDb(), tenantId, values)).id;
    const names = async () => (await listMyApplications(actor)).map(({ name }) => name);
    return { tenantId, userId, actor, application, names };
  }

  it('are those open to everybody, to the person and to the groups of the person', async () => {
    const { tenantId, userId, application, names } = await buildWorld();
    const access = 'CHOSEN' as const;
    await application({ name: 'payroll' });
    const wiki = await application({ name: 'Wiki', access });
    const board = await application({ name: 'Board', access });
    await application({ name: 'Secrets', access });
    await application({ name: 'Old', enabled: false });
    expect(await names()).toEqual(['payroll']);
    const group = await getDb().group.create({
      data: { tenantId, name: 'Finance', nameKey: 'finance' },
    });
    await getDb().groupMember.create({ data: { tenantId, groupId: group.id, userId } });
    await getDb().applicationGroup.create({
      data: { tenantId, applicationId: wiki, groupId: group.id },
    });
    await getDb().applicationUser.create({ data: { tenantId, applicationId: board, userId } });
    expect(await names()).toEqual(['Board', 'payroll', 'Wiki']);
    await getDb().groupMember.deleteMany();
    expect(await names()).toEqual(['Board', 'payroll']);
  });

  it('say which can only be opened from their own page', async () => {
    const { actor, application } = await buildWorld();
    await application({ name: 'A', allowsIdpInitiated: false });
    await application({ name: 'B', acsUrls: [] });
    await application({ name: 'C' });
    const can = (await listMyApplications(actor)).map(({ canOpenHere }) => canOpenHere);
    expect(can).toEqual([false, false, true]);
  });

  it('G1: are none of another tenant, and nobody’s who is signed out', async () => {
    const { application, tenantId, userId } = await buildWorld();
    await application({ name: 'Payroll' });
    const other = await buildTenant(getDb());
    expect(await listMyApplications(buildPersonActor(other.id, { userId }))).toEqual([]);
    await expect(listMyApplications(buildAnonymousActor(tenantId))).rejects.toMatchObject({
      code: 'auth.sign_in_required',
    });
  });
});
