import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { userListQuerySchema } from '@/lib/schemas/user-lists';
import { createUserSchema } from '@/lib/schemas/users';
import {
  buildAnonymousActor,
  buildPersonActor,
  buildTenant,
  buildUser,
} from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { createUser } from './create-user';
import { disableUser } from './disable-user';
import { enableUser } from './enable-user';
import { endUserSession, endUserSessions } from './end-user-sessions';
import { getUser } from './get-user';
import { inviteUser } from './invite-user';
import { listUsers } from './list-users';

const input = {
  firstName: 'Grace',
  lastName: 'Hopper',
  login: 'Grace@Example.com',
  email: '' as const,
  role: 'NONE' as const,
  acceptsWarnings: false,
};

describeOnBothDatabases('people', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let owner: Actor;

  beforeEach(async () => {
    tenant = await buildTenant(getDb());
    owner = buildPersonActor(tenant.id);
  });

  const actorOf = (
    role: 'OWNER' | 'ADMIN' | 'SUPPORT' | 'AUDITOR' | 'NONE',
    userId: string = randomUUID(),
  ) => buildPersonActor(tenant.id, { role, userId });

  async function buildSession(userId: string) {
    const now = new Date();
    return getDb().session.create({
      data: {
        tenantId: tenant.id,
        userId,
        tokenHash: randomUUID(),
        authenticatedAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + 60_000),
      },
    });
  }

  it('creates a person whose e-mail address is the login unless given', async () => {
    const { userId } = await createUser(owner, input);
    const { user } = await getUser(owner, userId ?? '');
    expect(user).toMatchObject({
      login: 'Grace@Example.com',
      email: 'Grace@Example.com',
      state: 'not_enrolled',
      role: 'NONE',
    });
  });

  it.each(['grace@example.com', 'GRACE@EXAMPLE.COM', 'Ｇrace@example.com'])(
    'B8: refuses the login %s beside Grace@Example.com',
    async (login) => {
      await createUser(owner, input);
      const again = createUser(owner, { ...input, login });
      await expect(again).rejects.toMatchObject({ code: 'users.login_taken' });
    },
  );

  it.each(['ı', 'İ', 'і'])('B8: never takes %s for an i', async (letter) => {
    await createUser(owner, { ...input, login: 'ivi@example.com' });
    const lookAlike = createUser(owner, { ...input, login: `${letter}vi@example.com` });
    await expect(lookAlike).resolves.toBeTruthy();
  });

  it('allows the same login in another tenant', async () => {
    await createUser(owner, input);
    const other = buildPersonActor((await buildTenant(getDb())).id);
    await expect(createUser(other, input)).resolves.toBeTruthy();
  });

  it.each(['ada\u202Egro.live@moc', 'a da@example.com', 'ada\u0000@example.com', 'ada', '<a@b.c>'])(
    'B8: refuses the login %j by its shape',
    (login) => {
      expect(createUserSchema.safeParse({ ...input, login }).success).toBe(false);
    },
  );

  it('G4: lets neither a browser nor a person without the permission create anybody', async () => {
    const { id } = tenant;
    await expect(createUser(buildAnonymousActor(id), input)).rejects.toMatchObject({
      code: 'auth.sign_in_required',
    });
    for (const role of ['SUPPORT', 'AUDITOR', 'NONE'] as const) {
      await expect(createUser(actorOf(role), input)).rejects.toMatchObject({ status: 403 });
    }
    expect(await getDb().user.count()).toBe(0);
  });

  it('lets only an owner who used the passkey just now give a role', async () => {
    const admin = { ...input, role: 'ADMIN' as const };
    await expect(createUser(actorOf('ADMIN'), admin)).rejects.toMatchObject({
      code: 'request.forbidden',
    });
    const stale = buildPersonActor(tenant.id, { authenticatedAt: new Date(Date.now() - 301_000) });
    await expect(createUser(stale, admin)).rejects.toMatchObject({
      code: 'auth.reauthentication_required',
    });
    await expect(createUser(owner, admin)).resolves.toBeTruthy();
  });

  it('ends all sessions and open invitations of a person who is disabled', async () => {
    const user = await buildUser(getDb(), tenant.id);
    await buildSession(user.id);
    await inviteUser(owner, user.id);
    await disableUser(owner, user.id);
    expect(await getDb().session.count()).toBe(0);
    expect(await getDb().invitation.count()).toBe(0);
    expect((await getUser(owner, user.id)).user.state).toBe('disabled');
    await enableUser(owner, user.id);
    expect((await getUser(owner, user.id)).user.state).toBe('not_enrolled');
  });

  it('keeps the last owner, and nobody disables the own account', async () => {
    const last = await buildUser(getDb(), tenant.id, { role: 'OWNER' });
    await expect(disableUser(owner, last.id)).rejects.toMatchObject({ code: 'users.last_owner' });
    const self = actorOf('OWNER', last.id);
    await expect(disableUser(self, last.id)).rejects.toMatchObject({ code: 'users.own_account' });
    const second = await buildUser(getDb(), tenant.id, { role: 'OWNER' });
    await expect(disableUser(self, second.id)).resolves.toBeUndefined();
  });

  it('leaves one owner when two owners disable each other at once', async () => {
    const [one, two] = [
      await buildUser(getDb(), tenant.id, { role: 'OWNER' }),
      await buildUser(getDb(), tenant.id, { role: 'OWNER' }),
    ];
    await Promise.allSettled([
      disableUser(actorOf('OWNER', one.id), two.id),
      disableUser(actorOf('OWNER', two.id), one.id),
    ]);
    expect(await getDb().user.count({ where: { disabledAt: null } })).toBe(1);
  });

  it('G2: lets nobody act on a higher role, and support on nobody who has one', async () => {
    const boss = await buildUser(getDb(), tenant.id, { role: 'OWNER' });
    const auditor = await buildUser(getDb(), tenant.id, { role: 'AUDITOR' });
    const higher = { code: 'users.higher_role' };
    await expect(disableUser(actorOf('ADMIN'), boss.id)).rejects.toMatchObject(higher);
    await expect(inviteUser(actorOf('ADMIN'), boss.id)).rejects.toMatchObject(higher);
    await expect(endUserSessions(actorOf('SUPPORT'), auditor.id)).rejects.toMatchObject(higher);
    const plain = await buildUser(getDb(), tenant.id);
    await expect(endUserSessions(actorOf('SUPPORT'), plain.id)).resolves.toBeUndefined();
    await expect(disableUser(actorOf('SUPPORT'), plain.id)).rejects.toMatchObject({ status: 403 });
  });

  it('G1: answers 404 for a person of another tenant, whatever is done', async () => {
    const foreign = await buildUser(getDb(), (await buildTenant(getDb())).id);
    const missing = { code: 'users.not_found', status: 404 };
    await expect(getUser(owner, foreign.id)).rejects.toMatchObject(missing);
    await expect(disableUser(owner, foreign.id)).rejects.toMatchObject(missing);
    await expect(enableUser(owner, foreign.id)).rejects.toMatchObject(missing);
    await expect(inviteUser(owner, foreign.id)).rejects.toMatchObject(missing);
    await expect(endUserSessions(owner, foreign.id)).rejects.toMatchObject(missing);
    const page = await listUsers(owner, userListQuerySchema.parse({}));
    expect(page.users).toEqual([]);
  });

  it('ends one session of a person and says when it has ended already', async () => {
    const user = await buildUser(getDb(), tenant.id);
    const [one] = [await buildSession(user.id), await buildSession(user.id)];
    await endUserSession(owner, { userId: user.id, sessionId: one.id });
    expect((await getUser(owner, user.id)).user.sessions).toHaveLength(1);
    const again = endUserSession(owner, { userId: user.id, sessionId: one.id });
    await expect(again).rejects.toMatchObject({ code: 'auth.session_not_found' });
  });
});
