import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { mayOpenApplication } from '@/lib/db/application-access';
import { accessQuerySchema, type GrantsInput } from '@/lib/schemas/application-access';
import { buildApplication, buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { giveAccess, takeAccess } from './change-grants';
import { findCandidates } from './find-candidates';
import { getAccess, getAccessSummary } from './get-access';
import { listGroupApplications } from './list-group-applications';
import { lookUpAccess } from './look-up-access';
import { previewChosenOnly, previewTaking } from './preview-loss';
import { setAccess } from './set-access';

const firstPage = accessQuerySchema.parse({});

describeOnBothDatabases('access to an application', (getDb) => {
  let world: Awaited<ReturnType<typeof buildWorld>>;

  beforeEach(async () => {
    world = await buildWorld();
  });

  async function buildWorld() {
    const tenant = await buildTenant(getDb());
    const admin = buildPersonActor(tenant.id, { role: 'ADMIN' });
    const application = await buildApplication(getDb(), tenant.id, { name: 'Payroll' });
    const person = async (firstName: string, values: Parameters<typeof buildUser>[2] = {}) => {
      const login = `${firstName.toLowerCase()}@example.com`;
      return (await buildUser(getDb(), tenant.id, { firstName, login, ...values })).id;
    };
    return { tenant, admin, applicationId: application.id, person };
  }

  const group = async (name: string, userIds: readonly string[] = []) => {
    const tenantId = world.tenant.id;
    const data = { tenantId, name, nameKey: name.toLowerCase() };
    const { id: groupId } = await getDb().group.create({ data });
    await getDb().groupMember.createMany({
      data: userIds.map((userId) => ({ tenantId, groupId, userId })),
    });
    return groupId;
  };

  const grants = (ids: Partial<GrantsInput>): GrantsInput => ({
    applicationId: world.applicationId,
    groupIds: [],
    userIds: [],
    ...ids,
  });

  const limit = () =>
    setAccess(world.admin, { applicationId: world.applicationId, access: 'CHOSEN' });

  const mayOpen = (userId: string) =>
    mayOpenApplication(getDb(), world.tenant.id, { applicationId: world.applicationId, userId });

  const events = async () =>
    (
      await getDb().auditEvent.findMany({
        where: { action: { startsWith: 'application.access' } },
        orderBy: { sequence: 'asc' },
      })
    ).map(({ action, changes }) => ({ action, changes }));

  it('opens it to everybody, to a chosen person, and to the people of a chosen group', async () => {
    const [ada, bea, cid] = [
      await world.person('Ada'),
      await world.person('Bea'),
      await world.person('Cid'),
    ];
    expect(await Promise.all([ada, bea, cid].map(mayOpen))).toEqual([true, true, true]);
    await limit();
    expect(await Promise.all([ada, bea, cid].map(mayOpen))).toEqual([false, false, false]);
    const finance = await group('Finance', [bea]);
    expect(await giveAccess(world.admin, grants({ groupIds: [finance], userIds: [ada] }))).toEqual({
      count: 2,
    });
    expect(await Promise.all([ada, bea, cid].map(mayOpen))).toEqual([true, true, false]);
    await takeAccess(world.admin, grants({ userIds: [ada] }));
    expect(await Promise.all([ada, bea, cid].map(mayOpen))).toEqual([false, true, false]);
  });

  it('records who gave and took what, with before and after, and nothing twice', async () => {
    const ada = await world.person('Ada');
    const finance = await group('Finance');
    const both = grants({ groupIds: [finance], userIds: [ada, ada] });
    await limit();
    await limit();
    await giveAccess(world.admin, both);
    expect(await giveAccess(world.admin, both)).toEqual({ count: 0 });
    await takeAccess(world.admin, both);
    expect(await takeAccess(world.admin, both)).toEqual({ count: 0 });
    expect(await events()).toEqual([
      {
        action: 'application.access_changed',
        changes: { access: { before: 'EVERYONE', after: 'CHOSEN' } },
      },
      {
        action: 'application.access_given',
        changes: { groups: { after: ['Finance'] }, people: { after: ['ada@example.com'] } },
      },
      {
        action: 'application.access_taken',
        changes: { groups: { before: ['Finance'] }, people: { before: ['ada@example.com'] } },
      },
    ]);
  });

  it('says before how many lose access when it is limited, without the disabled ones', async () => {
    const ada = await world.person('Ada');
    await world.person('Bea');
    await world.person('Dan', { disabledAt: new Date() });
    const finance = await group('Finance', [ada]);
    const preview = () => previewChosenOnly(world.admin, world.applicationId);
    expect(await preview()).toMatchObject({ count: 2, kept: 0, precision: 'exact' });
    await giveAccess(world.admin, grants({ groupIds: [finance], userIds: [ada] }));
    expect(await preview()).toMatchObject({ count: 1, kept: 1, precision: 'exact' });
    await limit();
    expect(await preview()).toMatchObject({ count: 0 });
  });

  it('says before who loses access with a group or a person, and who keeps it otherwise', async () => {
    const [ada, bea] = [await world.person('Ada'), await world.person('Bea')];
    const finance = await group('Finance', [ada, bea]);
    const all = await group('All', [bea]);
    const everything = grants({ groupIds: [finance, all], userIds: [ada] });
    await giveAccess(world.admin, everything);
    const losing = async (ids: Partial<GrantsInput>) =>
      (await previewTaking(world.admin, grants(ids))).count;
    expect(await losing({ groupIds: [finance, all] })).toBe(0);
    await limit();
    expect(await losing({ groupIds: [finance] })).toBe(0);
    expect(await losing({ groupIds: [finance, all] })).toBe(1);
    expect(await losing({ userIds: [ada] })).toBe(0);
    expect(await losing({ groupIds: [finance], userIds: [ada] })).toBe(1);
    expect(await losing({ groupIds: [finance, all], userIds: [ada] })).toBe(2);
  });

  it('warns when the person Okta routes here loses access', async () => {
    const ada = await world.person('Ada');
    const { tenant, applicationId, admin } = world;
    await getDb().oktaConnection.create({
      data: {
        tenantId: tenant.id,
        applicationId,
        idpName: '1Kosmos',
        setUpByHand: true,
        pilotLogin: 'Ada@example.com',
      },
    });
    expect((await getAccessSummary(admin, applicationId)).routing).toMatchObject({
      login: 'Ada@example.com',
      hasAccess: true,
    });
    const loginRouted = 'ada@example.com';
    expect(await previewChosenOnly(admin, applicationId)).toMatchObject({ loginRouted });
    await giveAccess(admin, grants({ userIds: [ada] }));
    expect(await previewChosenOnly(admin, applicationId)).toMatchObject({ loginRouted: null });
    await limit();
    expect(await previewTaking(admin, grants({ userIds: [ada] }))).toMatchObject({ loginRouted });
    await takeAccess(admin, grants({ userIds: [ada] }));
    expect((await getAccessSummary(admin, applicationId)).routing?.hasAccess).toBe(false);
  });

  it('warns when people whom a roll-out routes here have or would have no access', async () => {
    const [ada, bea] = [await world.person('Ada'), await world.person('Bea')];
    await world.person('Dan', { disabledAt: new Date() });
    await world.person('Eve', { login: 'eve@elsewhere.example' });
    const { tenant, applicationId, admin } = world;
    const limits = { zoneMode: 'ANYWHERE', zones: [], apps: [], platforms: [] };
    const choices = { limits, administrators: ['root@example.com'], fallback: false };
    const rule = { id: '0pr1', name: '1Kosmos - domain' };
    const step = {
      rule,
      adminRule: null,
      fallback: 'off',
      samples: [],
      fingerprint: '',
      runId: '',
    };
    const who = { stage: 'DOMAIN', domains: ['example.com'] };
    await getDb().oktaConnection.create({
      data: {
        ...{ tenantId: tenant.id, applicationId, idpName: '1Kosmos', setUpByHand: false },
        rollOut: [{ ...step, choices: { ...choices, who }, at: '2026-11-30T12:00:00Z' }],
      },
    });
    const routing = async () => (await getAccessSummary(admin, applicationId)).routing;
    expect(await routing()).toMatchObject({
      stages: ['everybody whose login ends with @example.com'],
      withoutAccess: 0,
    });
    expect(await previewChosenOnly(admin, applicationId)).toMatchObject({ routedCount: 2 });
    const finance = await group('Finance', [ada]);
    await giveAccess(admin, grants({ groupIds: [finance], userIds: [bea] }));
    await limit();
    expect(await routing()).toMatchObject({ withoutAccess: 0 });
    const losing = async (ids: Partial<GrantsInput>) =>
      (await previewTaking(admin, grants(ids))).routedCount;
    expect(await losing({ groupIds: [finance] })).toBe(1);
    expect(await losing({ groupIds: [finance], userIds: [bea] })).toBe(2);
    await takeAccess(admin, grants({ userIds: [bea] }));
    expect(await routing()).toMatchObject({ withoutAccess: 1 });
  });

  it('shows the chosen by name and login, and tells of anybody why', async () => {
    const ada = await world.person('Ada');
    await world.person('Bea', { disabledAt: new Date() });
    const [finance, all] = [await group('Finance', [ada]), await group('All', [ada])];
    await giveAccess(world.admin, grants({ groupIds: [finance, all], userIds: [ada] }));
    const look = async (search: string) =>
      (await lookUpAccess(world.admin, { applicationId: world.applicationId, search })).map(
        ({ mayOpen: may, reason, isDisabled }) => [may, reason, isDisabled],
      );
    expect(await look('ada')).toEqual([[true, 'Everybody may', false]]);
    await limit();
    expect(await look('ada')).toEqual([[true, 'Chosen, and through All and Finance', false]]);
    expect(await look('bea')).toEqual([[false, 'Neither chosen nor in a chosen group', true]]);
    expect(await look('')).toEqual([]);
    const details = await getAccess(world.admin, world.applicationId, firstPage);
    expect(details).toMatchObject({
      access: 'CHOSEN',
      groups: { count: 2, isMore: false },
      people: { count: 1, isMore: false },
      grantedGroups: [{ name: 'All' }, { name: 'Finance' }],
      grantedPeople: [{ login: 'ada@example.com', canRemove: true }],
      next: null,
    });
    const none = await getAccess(world.admin, world.applicationId, { ...firstPage, q: 'zoe' });
    expect(none.grantedPeople).toEqual([]);
  });

  it('offers only groups and people who are not chosen yet', async () => {
    const ada = await world.person('Ada');
    await world.person('Adam');
    const adaGroup = await group('Ada’s group');
    const search = async () =>
      (
        await findCandidates(world.admin, { applicationId: world.applicationId, search: 'ada' })
      ).map(({ kind, name }) => [kind, name]);
    expect(await search()).toEqual([
      ['group', 'Ada’s group'],
      ['person', 'Ada Lovelace'],
      ['person', 'Adam Lovelace'],
    ]);
    await giveAccess(world.admin, grants({ groupIds: [adaGroup], userIds: [ada] }));
    expect(await search()).toEqual([['person', 'Adam Lovelace']]);
  });

  it('forgets deleted groups and people', async () => {
    const ada = await world.person('Ada');
    const finance = await group('Finance', [ada]);
    await limit();
    await giveAccess(world.admin, grants({ groupIds: [finance], userIds: [ada] }));
    expect(await listGroupApplications(world.admin, finance)).toEqual([
      { id: world.applicationId, name: 'Payroll', isEnabled: true, isForEveryone: false },
    ]);
    await getDb().group.delete({ where: { id: finance } });
    await getDb().user.delete({ where: { id: ada } });
    const { groups, people } = await getAccessSummary(world.admin, world.applicationId);
    expect([groups.count, people.count]).toEqual([0, 0]);
  });

  it('asks for the passkey again before everybody is let in or out', async () => {
    const authenticatedAt = new Date(Date.now() - 3_600_000);
    const stale = buildPersonActor(world.tenant.id, { role: 'ADMIN', authenticatedAt });
    const input = { applicationId: world.applicationId, access: 'CHOSEN' } as const;
    const again = { code: 'auth.reauthentication_required' };
    await expect(setAccess(stale, input)).rejects.toMatchObject(again);
  });

  it('G1: shows and changes nothing of another tenant', async () => {
    const ada = await world.person('Ada');
    const finance = await group('Finance', [ada]);
    await giveAccess(world.admin, grants({ groupIds: [finance], userIds: [ada] }));
    const other = await buildTenant(getDb());
    const stranger = buildPersonActor(other.id);
    await expectRefused(stranger, grants({ groupIds: [finance], userIds: [ada] }), {
      code: 'request.not_found',
    });
    expect(await listGroupApplications(stranger, finance)).toEqual([]);
    const own = await buildApplication(getDb(), other.id);
    const foreign = { applicationId: own.id, groupIds: [], userIds: [] };
    await expect(giveAccess(stranger, { ...foreign, userIds: [ada] })).rejects.toMatchObject({
      code: 'users.not_found',
    });
    await expect(giveAccess(stranger, { ...foreign, groupIds: [finance] })).rejects.toMatchObject({
      code: 'groups.not_found',
    });
    expect(await mayOpen(ada)).toBe(true);
  });

  it.each(['SUPPORT', 'AUDITOR', 'NONE'] as const)('G2: lets %s change nothing', async (role) => {
    const ada = await world.person('Ada');
    const actor = buildPersonActor(world.tenant.id, { role, userId: randomUUID() });
    const forbidden = { code: 'request.forbidden' };
    const input = grants({ userIds: [ada] });
    await expect(giveAccess(actor, input)).rejects.toMatchObject(forbidden);
    await expect(takeAccess(actor, input)).rejects.toMatchObject(forbidden);
    await expect(previewTaking(actor, input)).rejects.toMatchObject(forbidden);
    const { applicationId } = world;
    await expect(previewChosenOnly(actor, applicationId)).rejects.toMatchObject(forbidden);
    const change = setAccess(actor, { applicationId, access: 'CHOSEN' });
    await expect(change).rejects.toMatchObject(forbidden);
    const search = findCandidates(actor, { applicationId, search: '' });
    await expect(search).rejects.toMatchObject(forbidden);
  });

  it('lets nobody give or take access of somebody of a higher role', async () => {
    const owner = await world.person('Olivia', { role: 'OWNER' });
    const higher = { code: 'users.higher_role' };
    const input = grants({ userIds: [owner] });
    await expect(giveAccess(world.admin, input)).rejects.toMatchObject(higher);
    await giveAccess(buildPersonActor(world.tenant.id, { role: 'OWNER' }), input);
    await expect(takeAccess(world.admin, input)).rejects.toMatchObject(higher);
    const { grantedPeople } = await getAccess(world.admin, world.applicationId, firstPage);
    expect(grantedPeople).toMatchObject([{ canRemove: false }]);
  });

  async function expectRefused(actor: Actor, input: GrantsInput, refusal: object) {
    const { applicationId } = input;
    for (const refused of [
      () => giveAccess(actor, input),
      () => takeAccess(actor, input),
      () => previewTaking(actor, input),
      () => previewChosenOnly(actor, applicationId),
      () => setAccess(actor, { applicationId, access: 'CHOSEN' }),
      () => findCandidates(actor, { applicationId, search: '' }),
      () => lookUpAccess(actor, { applicationId, search: 'ada' }),
      () => getAccess(actor, applicationId, firstPage),
      () => getAccessSummary(actor, applicationId),
    ]) {
      await expect(refused()).rejects.toMatchObject(refusal);
    }
  }
});
