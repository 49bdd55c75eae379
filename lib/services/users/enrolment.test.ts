import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { overrideConfigForTests } from '@/lib/config/config';
import {
  buildAnonymousActor,
  buildPersonActor,
  buildTenant,
  buildUser,
} from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import {
  createSoftwareAuthenticator,
  type CeremonyBend,
} from '@/lib/testing/software-authenticator';
import { beginEnrolment } from './begin-enrolment';
import { completeEnrolment } from './complete-enrolment';
import { disableUser } from './disable-user';
import { findEnrolment } from './find-enrolment';
import { inviteUser } from './invite-user';

const browserHash = 'b'.repeat(64);
const invalid = { code: 'auth.link_invalid' };

describeOnBothDatabases('enrolment', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let owner: Actor;
  let browser: Actor;
  let userId: string;

  beforeEach(async () => {
    tenant = await buildTenant(getDb());
    owner = buildPersonActor(tenant.id);
    browser = buildAnonymousActor(tenant.id);
    userId = (await buildUser(getDb(), tenant.id, { login: 'Ada@Example.com' })).id;
  });

  afterEach(() => {
    vi.useRealTimers();
    overrideConfigForTests();
  });

  async function invite(id = userId): Promise<string> {
    const { url } = await inviteUser(owner, id);
    expect(url.startsWith(`${tenant.publicUrl}/enrol/`)).toBe(true);
    return url.slice(`${tenant.publicUrl}/enrol/`.length);
  }

  async function answer(token: string, bend: CeremonyBend = {}, actor = browser) {
    const options = await beginEnrolment(actor, { token, browserHash });
    const { challenge } = options;
    const { id: userHandle } = options.user;
    const origin = tenant.publicUrl;
    return createSoftwareAuthenticator().register({ origin, challenge, userHandle }, bend);
  }

  const enrol = async (token: string) =>
    completeEnrolment(browser, { token, response: await answer(token), browserHash });

  it('makes the first passkey and signs the person in', async () => {
    const token = await invite();
    const session = await enrol(token);
    const db = getDb();
    expect(await db.session.findFirstOrThrow()).toMatchObject({ id: session.id, userId });
    expect(await db.authenticator.findFirstOrThrow()).toMatchObject({
      userId,
      tenantId: tenant.id,
    });
    const actions = (await db.auditEvent.findMany({ orderBy: { id: 'asc' } })).map((e) => e.action);
    expect(actions).toEqual(['user.invited', 'user.enrolled']);
  });

  it('keeps only the hash of the link, which carries 256 random bits', async () => {
    const token = await invite();
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const stored = JSON.stringify([
      await getDb().invitation.findMany(),
      await getDb().auditEvent.findMany({ omit: { sequence: true } }),
    ]);
    expect(stored).not.toContain(token);
  });

  it('G6: is not used up by looking at the link, however often', async () => {
    const token = await invite();
    for (let visit = 0; visit < 5; visit += 1) {
      expect(await findEnrolment(browser, token)).toMatchObject({ login: 'Ada@Example.com' });
    }
    await beginEnrolment(browser, { token, browserHash });
    await expect(enrol(token)).resolves.toBeTruthy();
  });

  it('G6: refuses a link that was used', async () => {
    const token = await invite();
    await enrol(token);
    expect(await findEnrolment(browser, token)).toBeNull();
    await expect(enrol(token)).rejects.toMatchObject(invalid);
    expect(await getDb().authenticator.count()).toBe(1);
  });

  it('G6: lets one of two parallel answers to a link through', async () => {
    const token = await invite();
    const responses = [await answer(token), await answer(token)];
    const attempts = await Promise.allSettled(
      responses.map((response) => completeEnrolment(browser, { token, response, browserHash })),
    );
    expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await getDb().authenticator.count()).toBe(1);
  });

  it('G6: refuses a link after 72 hours, also in the middle of the ceremony', async () => {
    const token = await invite();
    const almost = Date.now() + 72 * 3_600_000 - 60_000;
    vi.useFakeTimers({ now: almost, toFake: ['Date'] });
    const response = await answer(token);
    vi.setSystemTime(almost + 120_000);
    expect(await findEnrolment(browser, token)).toBeNull();
    const late = completeEnrolment(browser, { token, response, browserHash });
    await expect(late).rejects.toMatchObject(invalid);
  });

  it('G6: binds the link to its person: an answer begun with another link is refused', async () => {
    const other = await buildUser(getDb(), tenant.id);
    const [mine, theirs] = [await invite(), await invite(other.id)];
    const response = await answer(mine);
    const crossed = completeEnrolment(browser, { token: theirs, response, browserHash });
    await expect(crossed).rejects.toMatchObject(invalid);
    expect(await getDb().authenticator.count()).toBe(0);
  });

  it('G6: refuses a link of another tenant', async () => {
    const token = await invite();
    const foreign = buildAnonymousActor((await buildTenant(getDb())).id);
    expect(await findEnrolment(foreign, token)).toBeNull();
    await expect(beginEnrolment(foreign, { token, browserHash })).rejects.toMatchObject(invalid);
  });

  it('G6: refuses an answer of another browser', async () => {
    const token = await invite();
    const response = await answer(token);
    const elsewhere = completeEnrolment(browser, {
      token,
      response,
      browserHash: 'c'.repeat(64),
    });
    await expect(elsewhere).rejects.toMatchObject({ code: 'auth.passkey_refused' });
  });

  it('G6: voids older links when a person is invited again', async () => {
    const [first, second] = [await invite(), await invite()];
    expect(await findEnrolment(browser, first)).toBeNull();
    expect(await findEnrolment(browser, second)).not.toBeNull();
  });

  it('G6: refuses to invite somebody who has a passkey', async () => {
    await enrol(await invite());
    await expect(invite()).rejects.toMatchObject({ code: 'users.already_enrolled' });
  });

  it('G6: voids the link of a person who is disabled', async () => {
    const token = await invite();
    await disableUser(owner, userId);
    await expect(enrol(token)).rejects.toMatchObject(invalid);
    await expect(invite()).rejects.toMatchObject({ code: 'users.disabled' });
  });

  it('keeps the link when the passkey was refused', async () => {
    const token = await invite();
    const response = await answer(token, { userVerified: false });
    const attempt = completeEnrolment(browser, { token, response, browserHash });
    await expect(attempt).rejects.toMatchObject({ code: 'auth.passkey_refused' });
    await expect(enrol(token)).resolves.toBeTruthy();
  });

  it('says that the link is not mailed without a mail server', async () => {
    expect(await inviteUser(owner, userId)).toMatchObject({ mailedTo: null });
    expect(await getDb().outgoingMail.count()).toBe(0);
  });

  it('puts the link into the outbox, and takes one back that waits and is void', async () => {
    overrideConfigForTests({
      smtp: { url: 'smtp://127.0.0.1:9', from: 'AdminX <adminx@example.com>' },
    });
    await inviteUser(owner, userId);
    const again = await inviteUser(owner, userId);
    expect(again.mailedTo).toBe('Ada@Example.com');
    const mails = await getDb().outgoingMail.findMany();
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({
      kind: 'invitation',
      toAddress: 'Ada@Example.com',
      userId,
      uselessAfter: new Date(again.expiresAt),
    });
  });
});
