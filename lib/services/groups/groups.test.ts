import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { toSearchText } from '@/lib/db/word-search';
import {
  createGroupSchema,
  groupListQuerySchema,
  memberListQuerySchema,
} from '@/lib/schemas/groups';
import { buildApplication, buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { addMembers, removeMembers } from './change-members';
import { createGroup } from './create-group';
import { deleteGroup } from './delete-group';
import { editGroup } from './edit-group';
import { getGroup } from './get-group';
import { findPeopleToAdd, listMembers } from './list-members';
import { listGroups } from './list-groups';
import { listGroupNames, listUserGroups } from './list-user-groups';

const everything = groupListQuerySchema.parse({});
const everybody = memberListQuerySchema.parse({});

describeOnBothDatabases('groups', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let admin: Actor;

  beforeEach(async () => {
    tenant = await buildTenant(getDb());
    admin = buildPersonActor(tenant.id, { role: 'ADMIN' });
  });

  const create = async (name: string, description = '') =>
    (await createGroup(admin, { name, description })).groupId;

  async function person(firstName: string, lastName: string, role: 'NONE' | 'OWNER' = 'NONE') {
    const login = `${firstName}.${lastName}@example.com`.toLowerCase();
    const searchText = toSearchText(login, firstName, lastName);
    const user = await buildUser(getDb(), tenant.id, {
      login,
      firstName,
      lastName,
      role,
      searchText,
    });
    return user.id;
  }

  const events = async () =>
    (await getDb().auditEvent.findMany({ orderBy: { id: 'asc' } })).map(({ action, changes }) => ({
      action,
      changes,
    }));

  it('creates, changes and deletes a group, audited with before and after', async () => {
    const groupId = await create('Engineering', 'Builds things');
    await editGroup(admin, { groupId, name: 'Entwicklung', description: 'Builds things' });
    expect((await getGroup(admin, groupId)).group).toMatchObject({
      name: 'Entwicklung',
      memberCount: 0,
    });
    await deleteGroup(admin, groupId);
    await expect(getGroup(admin, groupId)).rejects.toMatchObject({ code: 'groups.not_found' });
    expect(await events()).toMatchObject([
      { action: 'group.created', changes: { name: { after: 'Engineering' } } },
      {
        action: 'group.edited',
        changes: { name: { before: 'Engineering', after: 'Entwicklung' } },
      },
      { action: 'group.deleted', changes: { name: { before: 'Entwicklung' } } },
    ]);
  });

  it('records which applications a deleted group gave', async () => {
    const groupId = await create('Engineering');
    const { id: applicationId } = await buildApplication(getDb(), tenant.id, { name: 'Payroll' });
    await getDb().applicationGroup.create({
      data: { tenantId: tenant.id, applicationId, groupId },
    });
    await deleteGroup(admin, groupId);
    expect((await events()).at(-1)).toMatchObject({
      action: 'group.deleted',
      changes: { applications: { before: ['Payroll'] } },
    });
    expect(await getDb().applicationGroup.count()).toBe(0);
  });

  it('records nothing when nothing changed', async () => {
    const groupId = await create('Sales');
    await editGroup(admin, { groupId, name: 'Sales', description: '' });
    expect(await events()).toHaveLength(1);
  });

  it.each(['ENTWICKLUNG KÖLN', 'Entwicklung Ko\u0308ln', 'entwicklung  köln', 'Ｅntwicklung Köln'])(
    'refuses the name %s beside Entwicklung Köln',
    async (name) => {
      await create('Entwicklung Köln');
      const other = await create('Vertrieb');
      const again = createGroupSchema.parse({ name, description: '' });
      const taken = { code: 'groups.name_taken' };
      await expect(createGroup(admin, again)).rejects.toMatchObject(taken);
      await expect(editGroup(admin, { ...again, groupId: other })).rejects.toMatchObject(taken);
    },
  );

  it.each(['', '  ', 'a;b', 'a\u0000b', 'a\u202eb', 'x'.repeat(101)])(
    'refuses the name %j by its shape',
    (name) => {
      expect(createGroupSchema.safeParse({ name, description: '' }).success).toBe(false);
    },
  );

  it('adds many people at once and takes them out again', async () => {
    const groupId = await create('開発部');
    const userIds = [await person('Ada', 'Lovelace'), await person('Zoë', 'Åkesson')];
    expect(await addMembers(admin, { groupId, userIds })).toEqual({ count: 2 });
    expect(await addMembers(admin, { groupId, userIds })).toEqual({ count: 0 });
    const { members } = await listMembers(admin, groupId, everybody);
    expect(members.map(({ login }) => login)).toEqual([
      'ada.lovelace@example.com',
      'zoë.åkesson@example.com',
    ]);
    expect(await listUserGroups(admin, userIds[0]!)).toEqual([{ id: groupId, name: '開発部' }]);
    expect(await removeMembers(admin, { groupId, userIds: [userIds[0]!] })).toEqual({ count: 1 });
    expect((await getGroup(admin, groupId)).group.memberCount).toBe(1);
    expect((await events()).slice(1)).toEqual([
      {
        action: 'group.members_added',
        changes: { people: { after: ['ada.lovelace@example.com', 'zoë.åkesson@example.com'] } },
      },
      {
        action: 'group.members_removed',
        changes: { people: { before: ['ada.lovelace@example.com'] } },
      },
    ]);
  });

  it('finds members and people to add by the beginnings of words', async () => {
    const groupId = await create('Sales');
    const ada = await person('Ada', 'Lovelace');
    await person('Adam', 'Ondra');
    const found = await findPeopleToAdd(admin, { groupId, search: 'ad' });
    expect(found.map(({ displayName }) => displayName)).toEqual(['Ada Lovelace', 'Adam Ondra']);
    await addMembers(admin, { groupId, userIds: [ada] });
    const rest = await findPeopleToAdd(admin, { groupId, search: 'ad' });
    expect(rest.map(({ displayName }) => displayName)).toEqual(['Adam Ondra']);
    const inside = await listMembers(admin, groupId, { q: 'love', after: null });
    expect(inside.members).toHaveLength(1);
    expect((await listMembers(admin, groupId, { q: 'nobody', after: null })).members).toEqual([]);
  });

  it('keeps people above the actor out of its hands', async () => {
    const groupId = await create('Board');
    const owner = await person('Olivia', 'Owner', 'OWNER');
    const higher = { code: 'users.higher_role' };
    const input = { groupId, userIds: [owner] };
    await expect(addMembers(admin, input)).rejects.toMatchObject(higher);
    expect(await findPeopleToAdd(admin, { groupId, search: '' })).toEqual([]);
    await addMembers(buildPersonActor(tenant.id), input);
    await expect(removeMembers(admin, input)).rejects.toMatchObject(higher);
    const { members } = await listMembers(admin, groupId, everybody);
    expect(members).toMatchObject([{ id: owner, canRemove: false }]);
  });

  it.each(['name', 'members', 'created'] as const)('walks all pages sorted by %s', async (sort) => {
    const ada = await person('Ada', 'Lovelace');
    const names = Array.from(
      { length: 120 },
      (_, index) => `Team ${String(index).padStart(3, '0')}`,
    );
    for (const [index, name] of names.entries()) {
      const groupId = await create(name);
      if (index % 3 === 0) await addMembers(admin, { groupId, userIds: [ada] });
    }
    const seen: string[] = [];
    for (let after: string | null = null, isLast = false; !isLast;) {
      const page = await listGroups(admin, { q: 'team', sort, after });
      seen.push(...page.groups.map(({ name }) => name));
      after = page.next;
      isLast = after === null;
    }
    expect(seen).toHaveLength(120);
    expect([...seen].sort()).toEqual(names);
    const first = { name: names[0], members: names[0], created: names[119] }[sort];
    expect(seen[0]).toBe(first);
  });

  it('finds groups by name and description, and takes % and _ as they are', async () => {
    await create('Köln 100%', 'Rhineland');
    await create('Berlin');
    const names = async (q: string) =>
      (await listGroups(admin, { ...everything, q })).groups.map(({ name }) => name);
    expect(await names('KÖLN')).toEqual(['Köln 100%']);
    expect(await names('rhine')).toEqual(['Köln 100%']);
    expect(await names('%')).toEqual(['Köln 100%']);
    expect(await names('_')).toEqual([]);
    expect(await listGroups(admin, { ...everything, after: 'nonsense' })).toMatchObject({
      groups: [{ name: 'Berlin' }, { name: 'Köln 100%' }],
    });
  });

  it('G1: shows and changes nothing of another tenant', async () => {
    const groupId = await create('Engineering');
    const userId = await person('Ada', 'Lovelace');
    await addMembers(admin, { groupId, userIds: [userId] });
    const other = await buildTenant(getDb());
    const stranger = buildPersonActor(other.id);
    const notFound = { code: 'groups.not_found' };
    await expect(getGroup(stranger, groupId)).rejects.toMatchObject(notFound);
    await expect(deleteGroup(stranger, groupId)).rejects.toMatchObject(notFound);
    const edit = editGroup(stranger, { groupId, name: 'Mine', description: '' });
    await expect(edit).rejects.toMatchObject(notFound);
    const members = { groupId, userIds: [userId] };
    await expect(addMembers(stranger, members)).rejects.toMatchObject(notFound);
    await expect(removeMembers(stranger, members)).rejects.toMatchObject(notFound);
    const search = findPeopleToAdd(stranger, { groupId, search: '' });
    await expect(search).rejects.toMatchObject(notFound);
    expect((await listGroups(stranger, everything)).groups).toEqual([]);
    expect((await listMembers(stranger, groupId, everybody)).members).toEqual([]);
    expect(await listUserGroups(stranger, userId)).toEqual([]);
    expect(await listGroupNames(stranger)).toEqual([]);
  });

  it('G1: takes nobody of another tenant into a group', async () => {
    const groupId = await create('Engineering');
    const other = await buildTenant(getDb());
    const foreign = await buildUser(getDb(), other.id);
    const adding = addMembers(admin, { groupId, userIds: [foreign.id] });
    await expect(adding).rejects.toMatchObject({ code: 'users.not_found' });
    expect(await getDb().groupMember.count()).toBe(0);
  });

  it.each(['SUPPORT', 'AUDITOR', 'NONE'] as const)('G2: lets %s change no group', async (role) => {
    const groupId = await create('Engineering');
    const userIds = [await person('Ada', 'Lovelace')];
    const actor = buildPersonActor(tenant.id, { role, userId: randomUUID() });
    const input = { name: 'Mine', description: '' };
    const forbidden = { code: 'request.forbidden' };
    await expect(createGroup(actor, input)).rejects.toMatchObject(forbidden);
    await expect(editGroup(actor, { groupId, ...input })).rejects.toMatchObject(forbidden);
    await expect(deleteGroup(actor, groupId)).rejects.toMatchObject(forbidden);
    await expect(addMembers(actor, { groupId, userIds })).rejects.toMatchObject(forbidden);
    await expect(removeMembers(actor, { groupId, userIds })).rejects.toMatchObject(forbidden);
    const search = findPeopleToAdd(actor, { groupId, search: '' });
    await expect(search).rejects.toMatchObject(forbidden);
  });
});
