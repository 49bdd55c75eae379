import { beforeEach, expect, it } from 'vitest';
import { buildAuthenticator, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { deleteAuthenticator } from './authenticators';
import { consumeInvitation, deleteOpenInvitationsOfUser, insertInvitation } from './invitations';
import { sweepExpiredRows } from './sweep';
import { insertUser, updateUser } from './users';

const now = new Date('2026-11-23T10:00:00Z');
const expiresAt = new Date('2026-11-26T10:00:00Z');

describeOnBothDatabases('what is kept to find people by', (getDb) => {
  let tenantId: Awaited<ReturnType<typeof buildTenant>>['id'];

  beforeEach(async () => {
    tenantId = (await buildTenant(getDb())).id;
  });

  const invite = (userId: string) =>
    insertInvitation(getDb(), tenantId, { userId, tokenHash: userId, expiresAt, now });
  const read = (id: string) => getDb().user.findUniqueOrThrow({ where: { id } });

  it('keeps words, order and shape of the login with a person who is created or edited', async () => {
    const names = { email: 'zoe@example.org', firstName: 'Zoë', lastName: 'van Dýk' };
    const login = 'Zoe@Example.com';
    const id = await insertUser(getDb(), tenantId, {
      ...names,
      login,
      loginKey: 'zoe@example.com',
      role: 'NONE',
      userHandle: new Uint8Array(64),
    });
    expect(await read(id)).toMatchObject({
      searchText: 'zoe example com zoe example org zoe van dyk',
      nameKey: 'van dyk zoe',
      loginSkeleton: 'zoe@exarnple.corn',
    });
    const edit = { ...names, login: 'ada@example.com', loginKey: 'ada@example.com' };
    await updateUser(getDb(), tenantId, { userId: id, edit });
    expect(await read(id)).toMatchObject({
      searchText: 'ada example com zoe example org zoe van dyk',
      loginSkeleton: 'ada@exarnple.corn',
    });
  });

  it('says since when a person is enrolled, until the last passkey goes', async () => {
    const user = await buildUser(getDb(), tenantId);
    const first = await buildAuthenticator(getDb(), tenantId, user.id, { createdAt: now });
    const second = await buildAuthenticator(getDb(), tenantId, user.id);
    expect((await read(user.id)).enrolledAt).toEqual(now);
    await deleteAuthenticator(getDb(), tenantId, { userId: user.id, id: first.id });
    expect((await read(user.id)).enrolledAt).toEqual(second.createdAt);
    await deleteAuthenticator(getDb(), tenantId, { userId: user.id, id: second.id });
    expect((await read(user.id)).enrolledAt).toBeNull();
  });

  it('says until when an invitation is open, until it is used or withdrawn', async () => {
    const one = await buildUser(getDb(), tenantId);
    const other = await buildUser(getDb(), tenantId);
    const id = await invite(one.id);
    await invite(other.id);
    expect((await read(one.id)).invitedUntil).toEqual(expiresAt);
    await consumeInvitation(getDb(), tenantId, { id, now });
    expect((await read(one.id)).invitedUntil).toBeNull();
    expect((await read(other.id)).invitedUntil).toEqual(expiresAt);
    await deleteOpenInvitationsOfUser(getDb(), tenantId, other.id);
    expect((await read(other.id)).invitedUntil).toBeNull();
  });

  it('forgets an invitation thirty days after its time', async () => {
    const { id } = await buildUser(getDb(), tenantId);
    await invite(id);
    await sweepExpiredRows(getDb(), new Date('2026-12-20T10:00:00Z'), { idleSeconds: 60 });
    expect((await read(id)).invitedUntil).toEqual(expiresAt);
    await sweepExpiredRows(getDb(), new Date('2026-12-27T10:00:00Z'), { idleSeconds: 60 });
    expect((await read(id)).invitedUntil).toBeNull();
  });
});
