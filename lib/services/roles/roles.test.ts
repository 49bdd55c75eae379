import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { roles } from '@/lib/auth/permissions';
import { toSearchText } from '@/lib/db/word-search';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { listRoles } from './list-roles';
import { setRole } from './set-role';

describeOnBothDatabases('roles', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let owner: Actor;
  let ownerId: string;

  beforeEach(async () => {
    tenant = await buildTenant(getDb());
    ({ id: ownerId } = await buildUser(getDb(), tenant.id, { role: 'OWNER' }));
    owner = buildPersonActor(tenant.id, { userId: ownerId });
  });

  const roleOf = async (id: string) =>
    (await getDb().user.findFirstOrThrow({ where: { id } })).role;

  it('gives and takes a role, and writes down both', async () => {
    const { id: userId } = await buildUser(getDb(), tenant.id);
    await setRole(owner, { userId, role: 'ADMIN' });
    await expect(roleOf(userId)).resolves.toBe('ADMIN');
    await setRole(owner, { userId, role: 'NONE' });
    await setRole(owner, { userId, role: 'NONE' });
    const events = await getDb().auditEvent.findMany({ orderBy: { occurredAt: 'asc' } });
    expect(events.map(({ action, changes }) => [action, changes])).toEqual([
      ['user.role_changed', { role: { before: 'NONE', after: 'ADMIN' } }],
      ['user.role_changed', { role: { before: 'ADMIN', after: 'NONE' } }],
    ]);
  });

  it.each(roles.filter((role) => role !== 'OWNER'))('G2: refuses %s', async (role) => {
    const { id: userId } = await buildUser(getDb(), tenant.id);
    const actor = buildPersonActor(tenant.id, { role });
    await expect(setRole(actor, { userId, role: 'SUPPORT' })).rejects.toMatchObject({
      code: 'request.forbidden',
    });
    await expect(roleOf(userId)).resolves.toBe('NONE');
  });

  it('asks for the passkey again', async () => {
    const { id: userId } = await buildUser(getDb(), tenant.id);
    const stale = buildPersonActor(tenant.id, { userId: ownerId, authenticatedAt: new Date(0) });
    await expect(setRole(stale, { userId, role: 'ADMIN' })).rejects.toMatchObject({
      code: 'auth.reauthentication_required',
    });
  });

  it('lets nobody change the own role', async () => {
    await expect(setRole(owner, { userId: ownerId, role: 'ADMIN' })).rejects.toMatchObject({
      code: 'users.own_role',
    });
  });

  it('keeps one of two owners who take each other’s role at once', async () => {
    const { id: otherId } = await buildUser(getDb(), tenant.id, { role: 'OWNER' });
    const other = buildPersonActor(tenant.id, { userId: otherId });
    const results = await Promise.allSettled([
      setRole(owner, { userId: otherId, role: 'NONE' }),
      setRole(other, { userId: ownerId, role: 'NONE' }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await getDb().user.count({ where: { role: 'OWNER' } })).toBe(1);
  });

  it('gives no role to somebody who is disabled, but takes one', async () => {
    const disabledAt = new Date();
    const { id: userId } = await buildUser(getDb(), tenant.id, { role: 'SUPPORT', disabledAt });
    await expect(setRole(owner, { userId, role: 'ADMIN' })).rejects.toMatchObject({
      code: 'users.disabled',
    });
    await setRole(owner, { userId, role: 'NONE' });
    await expect(roleOf(userId)).resolves.toBe('NONE');
  });

  it('G1: neither changes nor lists people of another tenant', async () => {
    const elsewhere = await buildTenant(getDb());
    const stranger = await buildUser(getDb(), elsewhere.id, {
      role: 'ADMIN',
      login: 'stranger@example.com',
      searchText: toSearchText('stranger'),
    });
    await expect(setRole(owner, { userId: stranger.id, role: 'NONE' })).rejects.toMatchObject({
      code: 'users.not_found',
    });
    const { holders, candidates } = await listRoles(owner, 'stranger');
    expect(holders.map(({ id }) => id)).toEqual([ownerId]);
    expect(candidates).toEqual([]);
  });

  it('lists who has a role, highest first, and finds who could get one', async () => {
    const enrolledAt = new Date();
    await getDb().user.updateMany({ data: { enrolledAt } });
    const auditor = await buildUser(getDb(), tenant.id, { role: 'AUDITOR' });
    const admin = await buildUser(getDb(), tenant.id, { role: 'ADMIN' });
    const grace = await buildUser(getDb(), tenant.id, { searchText: toSearchText('Grace Hopper') });
    const page = await listRoles(owner, 'hop');
    expect(page.holders.map(({ id }) => id)).toEqual([ownerId, admin.id, auditor.id]);
    expect(page.candidates.map(({ id }) => id)).toEqual([grace.id]);
    expect(page.activeOwnerCount).toBe(1);
  });
});
