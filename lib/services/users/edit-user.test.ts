import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { overrideConfigForTests } from '@/lib/config/config';
import {
  buildAuthenticator,
  buildPersonActor,
  buildTenant,
  buildUser,
} from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { createUser } from './create-user';
import { deleteUser } from './delete-user';
import { disableUser } from './disable-user';
import { editUser } from './edit-user';
import { getUser } from './get-user';
import { inviteUser } from './invite-user';
import { listUsers } from './list-users';
import { removeUserAuthenticator } from './remove-user-authenticator';
import { userListQuerySchema } from '@/lib/schemas/user-lists';

const higher = { code: 'users.higher_role' };
const missing = { code: 'users.not_found', status: 404 };
const stale = new Date(Date.now() - 301_000);

describeOnBothDatabases('changing people', (getDb) => {
  let tenantId: Awaited<ReturnType<typeof buildTenant>>['id'];
  let owner: Actor;
  let ada: Awaited<ReturnType<typeof buildUser>>;

  beforeEach(async () => {
    tenantId = (await buildTenant(getDb())).id;
    owner = buildPersonActor(tenantId);
    ada = await buildUser(getDb(), tenantId, { login: 'ada@example.com' });
  });

  const actorOf = (role: 'ADMIN' | 'SUPPORT' | 'AUDITOR' | 'NONE', userId: string = randomUUID()) =>
    buildPersonActor(tenantId, { role, userId });
  const edit = (changes: object, actor = owner) =>
    editUser(actor, {
      userId: ada.id,
      login: ada.login,
      email: ada.email,
      firstName: ada.firstName,
      lastName: ada.lastName,
      acceptsWarnings: false,
      ...changes,
    });
  const create = (login: string, acceptsWarnings = false) =>
    createUser(owner, {
      ...{ firstName: 'Ada', lastName: 'Other', email: '', role: 'NONE' },
      ...{ login, acceptsWarnings },
    });
  const lastEvent = () => getDb().auditEvent.findFirstOrThrow({ orderBy: { sequence: 'desc' } });

  async function buildSession(userId: string, authenticatorId: string | null = null) {
    const now = new Date();
    return getDb().session.create({
      data: {
        ...{ tenantId, userId, authenticatorId, tokenHash: randomUUID() },
        ...{ authenticatedAt: now, lastSeenAt: now },
        expiresAt: new Date(now.getTime() + 60_000),
      },
    });
  }

  it('changes names and e-mail address, and says in the audit what they were', async () => {
    await buildSession(ada.id);
    await edit({ firstName: 'Augusta', email: 'augusta@example.com' });
    const { user } = await getUser(owner, ada.id);
    expect(user).toMatchObject({ displayName: 'Augusta Lovelace', email: 'augusta@example.com' });
    expect(user.sessions).toHaveLength(1);
    expect(await lastEvent()).toMatchObject({
      action: 'user.edited',
      changes: { firstName: { before: 'Ada', after: 'Augusta' } },
    });
    const found = await listUsers(owner, userListQuerySchema.parse({ q: 'augusta' }));
    expect(found.users.map(({ id }) => id)).toEqual([ada.id]);
  });

  it('writes nothing when nothing was changed', async () => {
    await edit({});
    expect(await getDb().auditEvent.count()).toBe(0);
  });

  it('changes a login only right after the passkey was used, and ends all sessions', async () => {
    await buildSession(ada.id);
    const late = buildPersonActor(tenantId, { authenticatedAt: stale });
    await expect(edit({ login: 'augusta@example.com' }, late)).rejects.toMatchObject({
      code: 'auth.reauthentication_required',
    });
    await edit({ login: 'augusta@example.com' });
    expect(await getDb().session.count()).toBe(0);
    expect(await lastEvent()).toMatchObject({
      action: 'user.login_changed',
      changes: {
        login: { before: 'ada@example.com', after: 'augusta@example.com' },
        sessionsEnded: { after: 1 },
      },
    });
  });

  it('withdraws an invitation that went to the old address', async () => {
    await inviteUser(owner, ada.id);
    await edit({ firstName: 'Augusta' });
    expect(await getDb().invitation.count()).toBe(1);
    await edit({ email: 'new@example.com' });
    expect(await getDb().invitation.count()).toBe(0);
    expect((await getUser(owner, ada.id)).user.state).toBe('not_enrolled');
  });

  it('B8: keeps logins unique without regard to case, but lets one be spelled anew', async () => {
    await create('grace@example.org');
    await expect(edit({ login: 'GRACE@example.org' })).rejects.toMatchObject({
      code: 'users.login_taken',
    });
    await expect(edit({ login: 'Ada@Example.com' })).resolves.toMatchObject({ isStored: true });
  });

  it('B8: warns about a login that looks like another, and stores it only when accepted', async () => {
    for (const login of ['аda@example.com', 'ada@examp1e.com', 'ada@exarnple.com']) {
      const result = await create(login);
      expect(result.userId).toBeNull();
      expect(result.warnings).toContainEqual({
        kind: 'looks_like',
        login: 'ada@example.com',
        userId: ada.id,
      });
    }
    expect(await getDb().user.count()).toBe(1);
    const { userId } = await create('ada@examp1e.com', true);
    expect(userId).not.toBeNull();
    expect(await lastEvent()).toMatchObject({
      action: 'user.created',
      changes: { acceptedWarnings: { after: ['looks like ada@example.com'] } },
    });
  });

  it('B8: warns about a login of mixed alphabets that looks like nobody', async () => {
    const result = await create('grаce@example.org');
    expect(result).toEqual({
      userId: null,
      warnings: [{ kind: 'mixed_scripts', scripts: ['Latin', 'Cyrillic'] }],
    });
  });

  it('B8: warns about a look-alike when a login is changed, never about the person itself', async () => {
    await create('grace@example.org');
    expect(await edit({ login: 'grасe@example.org' })).toMatchObject({
      isStored: false,
      warnings: [{ kind: 'looks_like', login: 'grace@example.org' }, { kind: 'mixed_scripts' }],
    });
    expect((await edit({ login: 'ada@examp1e.com' })).isStored).toBe(true);
  });

  it('B8: looks for look-alikes in the own tenant only', async () => {
    const other = buildPersonActor((await buildTenant(getDb())).id);
    const result = await createUser(other, {
      ...{ firstName: 'A', lastName: 'B', email: '', role: 'NONE', acceptsWarnings: false },
      login: 'ada@examp1e.com',
    });
    expect(result.userId).not.toBeNull();
  });

  it('deletes a person with everything of theirs, and keeps what they did', async () => {
    const passkey = await buildAuthenticator(getDb(), tenantId, ada.id);
    await buildSession(ada.id, passkey.id);
    await deleteUser(owner, ada.id);
    expect(await getDb().user.count()).toBe(0);
    expect(await getDb().session.count()).toBe(0);
    expect(await getDb().authenticator.count()).toBe(0);
    expect(await lastEvent()).toMatchObject({
      action: 'user.deleted',
      targetLabel: 'ada@example.com',
    });
  });

  it('deletes neither the last owner nor the own account', async () => {
    const last = await buildUser(getDb(), tenantId, { role: 'OWNER' });
    await expect(deleteUser(owner, last.id)).rejects.toMatchObject({ code: 'users.last_owner' });
    const self = buildPersonActor(tenantId, { userId: last.id });
    await expect(deleteUser(self, last.id)).rejects.toMatchObject({ code: 'users.own_account' });
  });

  it('leaves one owner when two owners delete each other at once', async () => {
    const one = await buildUser(getDb(), tenantId, { role: 'OWNER' });
    const two = await buildUser(getDb(), tenantId, { role: 'OWNER' });
    await Promise.allSettled([
      deleteUser(buildPersonActor(tenantId, { userId: one.id }), two.id),
      deleteUser(buildPersonActor(tenantId, { userId: two.id }), one.id),
    ]);
    expect(await getDb().user.count({ where: { role: 'OWNER' } })).toBe(1);
  });

  it('removes a passkey of somebody with the sessions that began with it', async () => {
    const lost = await buildAuthenticator(getDb(), tenantId, ada.id, { name: 'Lost phone' });
    const kept = await buildAuthenticator(getDb(), tenantId, ada.id);
    await buildSession(ada.id, lost.id);
    const stays = await buildSession(ada.id, kept.id);
    const target = { userId: ada.id, authenticatorId: lost.id };
    const late = buildPersonActor(tenantId, { authenticatedAt: stale });
    await expect(removeUserAuthenticator(late, target)).rejects.toMatchObject({
      code: 'auth.reauthentication_required',
    });
    await removeUserAuthenticator(owner, target);
    const { user } = await getUser(owner, ada.id);
    expect(user.sessions.map(({ id }) => id)).toEqual([stays.id]);
    expect(await lastEvent()).toMatchObject({
      action: 'authenticator.removed',
      targetId: ada.id,
      changes: { name: { before: 'Lost phone' } },
    });
    const again = removeUserAuthenticator(owner, target);
    await expect(again).rejects.toMatchObject({ code: 'users.passkey_not_found' });
  });

  it('tells the person by mail, when mail is set up, that a passkey is gone', async () => {
    overrideConfigForTests({
      smtp: { url: 'smtp://127.0.0.1:1', from: 'AdminX <adminx@example.com>' },
    });
    const lost = await buildAuthenticator(getDb(), tenantId, ada.id);
    const target = { userId: ada.id, authenticatorId: lost.id };
    const removed = await removeUserAuthenticator(owner, target);
    expect(removed).toEqual({ mailedTo: ada.email });
    overrideConfigForTests();
    expect(await getDb().outgoingMail.findFirstOrThrow()).toMatchObject({
      kind: 'authenticator_removed',
      toAddress: ada.email,
    });
  });

  it('says that nobody told the person, without mail', async () => {
    const lost = await buildAuthenticator(getDb(), tenantId, ada.id);
    const target = { userId: ada.id, authenticatorId: lost.id };
    expect(await removeUserAuthenticator(owner, target)).toEqual({ mailedTo: null });
    expect(await getDb().outgoingMail.count()).toBe(0);
  });

  it.each([
    ['disabled', disableUser],
    ['deleted', deleteUser],
  ])('takes back the invitation of somebody %s that waits to be mailed', async (_state, act) => {
    overrideConfigForTests({
      smtp: { url: 'smtp://127.0.0.1:1', from: 'AdminX <adminx@example.com>' },
    });
    const bob = await buildUser(getDb(), tenantId);
    for (const { id } of [ada, bob]) await inviteUser(owner, id);
    await act(owner, ada.id);
    overrideConfigForTests();
    const waiting = await getDb().outgoingMail.findMany({ select: { userId: true } });
    expect(waiting).toEqual([{ userId: bob.id }]);
  });

  it('lets the last passkey of a person go, but not that of the only owner', async () => {
    const only = await buildAuthenticator(getDb(), tenantId, ada.id);
    await removeUserAuthenticator(owner, { userId: ada.id, authenticatorId: only.id });
    expect((await getUser(owner, ada.id)).user.state).toBe('not_enrolled');
    const boss = await buildUser(getDb(), tenantId, { role: 'OWNER' });
    const key = await buildAuthenticator(getDb(), tenantId, boss.id);
    const target = { userId: boss.id, authenticatorId: key.id };
    await expect(removeUserAuthenticator(owner, target)).rejects.toMatchObject({
      code: 'users.last_owner',
    });
    const self = buildPersonActor(tenantId, { userId: boss.id });
    await expect(removeUserAuthenticator(self, target)).rejects.toMatchObject({
      code: 'users.own_passkey',
    });
  });

  it('G2: lets nobody change someone of a higher role, nor without the permission', async () => {
    const boss = await buildUser(getDb(), tenantId, { role: 'OWNER' });
    await buildUser(getDb(), tenantId, { role: 'OWNER' });
    const key = await buildAuthenticator(getDb(), tenantId, boss.id);
    const changeBoss = (actor: Actor) => edit({ userId: boss.id, firstName: 'X' }, actor);
    const target = { userId: boss.id, authenticatorId: key.id };
    await expect(changeBoss(actorOf('ADMIN'))).rejects.toMatchObject(higher);
    await expect(deleteUser(actorOf('ADMIN'), boss.id)).rejects.toMatchObject(higher);
    await expect(removeUserAuthenticator(actorOf('ADMIN'), target)).rejects.toMatchObject(higher);
    for (const role of ['SUPPORT', 'AUDITOR', 'NONE'] as const) {
      const actor = actorOf(role);
      const refused = { status: 403 };
      await expect(edit({ firstName: 'X' }, actor)).rejects.toMatchObject(refused);
      await expect(deleteUser(actor, ada.id)).rejects.toMatchObject(refused);
      await expect(removeUserAuthenticator(actor, target)).rejects.toMatchObject(refused);
    }
  });

  it('G1: answers 404 for a person of another tenant', async () => {
    const other = await buildTenant(getDb());
    const foreign = await buildUser(getDb(), other.id);
    const key = await buildAuthenticator(getDb(), other.id, foreign.id);
    await expect(edit({ userId: foreign.id, firstName: 'X' })).rejects.toMatchObject(missing);
    await expect(deleteUser(owner, foreign.id)).rejects.toMatchObject(missing);
    const target = { userId: foreign.id, authenticatorId: key.id };
    await expect(removeUserAuthenticator(owner, target)).rejects.toMatchObject(missing);
    const mixed = { userId: ada.id, authenticatorId: key.id };
    await expect(removeUserAuthenticator(owner, mixed)).rejects.toMatchObject({ status: 404 });
    expect(await getDb().authenticator.count()).toBe(1);
  });
});
