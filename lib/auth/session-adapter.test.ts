import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { overrideConfigForTests } from '@/lib/config/config';
import { startSession } from '@/lib/db/sessions';
import { buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { readActor } from './current-actor';

describeOnBothDatabases('sessions', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let token: string;
  let userId: string;

  beforeEach(async () => {
    overrideConfigForTests({ session: { idleSeconds: 600, absoluteSeconds: 3600 } });
    tenant = await buildTenant(getDb());
    userId = (await buildUser(getDb(), tenant.id, { role: 'ADMIN' })).id;
    const session = await startSession(getDb(), tenant.id, {
      userId,
      authenticatorId: null,
      amr: ['hwk', 'phr', 'mfa'],
      now: new Date(),
      ip: null,
      userAgent: null,
    });
    token = session.token;
  });

  afterEach(() => {
    vi.useRealTimers();
    overrideConfigForTests();
  });

  const read = async (cookie: string, of = tenant) =>
    (await readActor(of, new Headers({ cookie }))).identity;
  const sessionCookie = (value = token) => `__Host-adminx_session=${value}`;
  const after = (seconds: number) =>
    vi.useFakeTimers({ now: Date.now() + seconds * 1000, toFake: ['Date'] });

  it('reads the person of a live session', async () => {
    expect(await read(sessionCookie())).toMatchObject({
      kind: 'person',
      person: { userId, role: 'ADMIN', displayName: 'Ada Lovelace', amr: ['hwk', 'phr', 'mfa'] },
    });
  });

  it('ends an idle session and forgets it', async () => {
    after(601);
    expect(await read(sessionCookie())).toMatchObject({ kind: 'anonymous' });
    expect(await getDb().session.count()).toBe(0);
  });

  it('lets use extend a session, but not beyond its absolute end', async () => {
    for (let minute = 0; minute < 50; minute += 5) {
      after(300);
      expect(await read(sessionCookie())).toMatchObject({ kind: 'person' });
    }
    after(540);
    expect(await read(sessionCookie())).toMatchObject({ kind: 'person' });
    after(70);
    expect(await read(sessionCookie())).toMatchObject({ kind: 'anonymous' });
  });

  it('shuts a disabled person out at once', async () => {
    await getDb().user.updateMany({ data: { disabledAt: new Date() } });
    expect(await read(sessionCookie())).toMatchObject({ kind: 'anonymous' });
  });

  it('D6: does not know a session of another tenant', async () => {
    const other = await buildTenant(getDb());
    expect(await read(sessionCookie(), other)).toMatchObject({ kind: 'anonymous' });
    expect(await read(sessionCookie())).toMatchObject({ kind: 'person' });
  });

  it('D6: on https takes the session only from the __Host- cookie, and only if sent once', async () => {
    expect(await read(`adminx_session=${token}`)).toMatchObject({ kind: 'anonymous' });
    const twice = `${sessionCookie('a'.repeat(43))}; ${sessionCookie()}`;
    expect(await read(twice)).toMatchObject({ kind: 'anonymous' });
  });

  it('does not take the stored hash for a token', async () => {
    const { tokenHash } = await getDb().session.findFirstOrThrow();
    expect(await read(sessionCookie(tokenHash))).toMatchObject({ kind: 'anonymous' });
  });

  it('fails loudly, not as signed out, when the database fails', async () => {
    vi.spyOn(getDb().session, 'findFirst').mockRejectedValueOnce(new Error('database is down'));
    await expect(read(sessionCookie())).rejects.toThrow('database is down');
  });
});
