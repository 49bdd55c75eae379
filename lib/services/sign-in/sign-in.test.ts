import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { buildAnonymousActor, buildPersonActor, buildTenant } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { buildEnrolledPerson, type EnrolledPerson } from '@/lib/testing/passkeys';
import type { CeremonyBend } from '@/lib/testing/software-authenticator';
import { beginSignIn } from './begin-sign-in';
import { completeSignIn } from './complete-sign-in';

const browserHash = 'b'.repeat(64);
const refused = { code: 'auth.sign_in_refused' };

type Tenant = Awaited<ReturnType<typeof buildTenant>>;

describeOnBothDatabases('signing in', (getDb) => {
  let tenant: Tenant;
  let actor: Actor;
  let person: EnrolledPerson;

  beforeEach(async () => {
    tenant = await buildTenant(getDb());
    actor = buildAnonymousActor(tenant.id);
    person = await buildEnrolledPerson(getDb(), tenant.id);
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  async function answer(bend: CeremonyBend & { origin?: string } = {}, who = person) {
    const { challenge } = await beginSignIn(actor, { browserHash });
    const { origin = tenant.publicUrl, ...rest } = bend;
    return who.passkey.authenticate({ origin, challenge }, rest);
  }

  const signIn = async (bend: CeremonyBend & { origin?: string } = {}, who = person) =>
    completeSignIn(actor, { response: await answer(bend, who), browserHash });

  it('starts a session whose token is kept as a hash only', async () => {
    const session = await signIn();
    const row = await getDb().session.findFirstOrThrow();
    expect(session).toMatchObject({ id: row.id, maxAgeSeconds: expect.any(Number) });
    expect(session.token).toMatch(/^[\w-]{43}$/u);
    expect(JSON.stringify(row)).not.toContain(session.token);
    expect(row).toMatchObject({
      userId: person.id,
      authenticatorId: person.authenticatorId,
      amr: ['hwk', 'phr', 'mfa'],
      ip: '192.0.2.8',
    });
    const user = await getDb().user.findFirstOrThrow();
    expect(user.lastSignInAt).not.toBeNull();
    const events = await getDb().auditEvent.findMany();
    expect(events).toMatchObject([{ action: 'user.signed_in', targetId: person.id }]);
  });

  it('D6: gives a new session id and ends the one this browser had', async () => {
    const first = await signIn();
    actor = buildPersonActor(tenant.id, { userId: person.id, sessionId: first.id });
    const second = await signIn();
    expect(second.token).not.toBe(first.token);
    expect(await getDb().session.findMany({ select: { id: true } })).toEqual([{ id: second.id }]);
  });

  it('G10: says the same to everybody before a passkey was used', async () => {
    const [one, two] = [
      await beginSignIn(actor, { browserHash }),
      await beginSignIn(actor, { browserHash: 'c'.repeat(64) }),
    ];
    expect({ ...one, challenge: '' }).toEqual({ ...two, challenge: '' });
    expect(one.allowCredentials ?? []).toEqual([]);
  });

  const bends: [string, CeremonyBend & { origin?: string }][] = [
    ['a wrong origin', { origin: 'https://evil.example.com' }],
    ['a wrong rpId', { rpId: 'example.com' }],
    ['no UV flag', { userVerified: false }],
    ['an unknown credential', { credentialId: 'AAAA' }],
    ['the user handle of somebody else', { userHandle: 'AAAA' }],
  ];
  it.each(bends)('G5: refuses %s and starts no session', async (_name, bend) => {
    await expect(signIn(bend)).rejects.toMatchObject(refused);
    expect(await getDb().session.count()).toBe(0);
  });

  it('G5: refuses a counter that goes back', async () => {
    await signIn({ signCount: 5 });
    await expect(signIn({ signCount: 4 })).rejects.toMatchObject(refused);
    await expect(signIn({ signCount: 6 })).resolves.toBeTruthy();
  });

  it('G5: lets a challenge be answered once', async () => {
    const response = await answer();
    await expect(completeSignIn(actor, { response, browserHash })).resolves.toBeTruthy();
    await expect(completeSignIn(actor, { response, browserHash })).rejects.toMatchObject(refused);
  });

  it('G5: lets one of two parallel answers to a challenge through', async () => {
    const response = await answer();
    const attempts = await Promise.allSettled([
      completeSignIn(actor, { response, browserHash }),
      completeSignIn(actor, { response, browserHash }),
    ]);
    expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('G5: burns a challenge that was answered wrongly', async () => {
    const { challenge } = await beginSignIn(actor, { browserHash });
    const { publicUrl: origin } = tenant;
    const wrong = person.passkey.authenticate({ origin, challenge }, { userVerified: false });
    const right = person.passkey.authenticate({ origin, challenge });
    await expect(completeSignIn(actor, { response: wrong, browserHash })).rejects.toMatchObject(
      refused,
    );
    await expect(completeSignIn(actor, { response: right, browserHash })).rejects.toMatchObject(
      refused,
    );
  });

  it('G5: refuses a challenge of another browser', async () => {
    const response = await answer();
    const elsewhere = completeSignIn(actor, { response, browserHash: 'c'.repeat(64) });
    await expect(elsewhere).rejects.toMatchObject(refused);
  });

  it('G5: refuses a challenge after five minutes', async () => {
    const response = await answer();
    vi.useFakeTimers({ now: Date.now() + 301_000, toFake: ['Date'] });
    await expect(completeSignIn(actor, { response, browserHash })).rejects.toMatchObject(refused);
  });

  it('G5: refuses the passkey of another tenant', async () => {
    const other = await buildTenant(getDb());
    const stranger = await buildEnrolledPerson(getDb(), other.id);
    await expect(signIn({}, stranger)).rejects.toMatchObject(refused);
  });

  it('G5: refuses a challenge that another tenant made', async () => {
    const other = await buildTenant(getDb());
    const { challenge } = await beginSignIn(buildAnonymousActor(other.id), { browserHash });
    const response = person.passkey.authenticate({ origin: tenant.publicUrl, challenge });
    await expect(completeSignIn(actor, { response, browserHash })).rejects.toMatchObject(refused);
  });

  it('C29: refuses a person who was disabled after the ceremony began', async () => {
    const response = await answer();
    await getDb().user.updateMany({ data: { disabledAt: new Date() } });
    await expect(completeSignIn(actor, { response, browserHash })).rejects.toMatchObject(refused);
  });

  it('G10: stops answering for an account after ten failures', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await expect(signIn({ userVerified: false })).rejects.toMatchObject(refused);
    }
    await expect(signIn()).rejects.toMatchObject({ code: 'request.rate_limited', status: 429 });
    vi.useFakeTimers({ now: Date.now() + 901_000, toFake: ['Date'] });
    await expect(signIn()).resolves.toBeTruthy();
  });
});
