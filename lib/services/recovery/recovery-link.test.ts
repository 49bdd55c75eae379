import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Actor } from '@/lib/auth/actor';
import { overrideConfigForTests } from '@/lib/config/config';
import { parseTypedCode } from '@/lib/schemas/recovery-code-shape';
import { buildAnonymousActor, buildPersonActor, buildTenant } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { buildEnrolledPerson, buildSession, type EnrolledPerson } from '@/lib/testing/passkeys';
import { createSoftwareAuthenticator } from '@/lib/testing/software-authenticator';
import { beginRecovery } from './begin-recovery';
import { beginRecoveryPasskey } from './begin-recovery-passkey';
import { completeRecovery } from './complete-recovery';
import { createRecoveryLink } from './create-recovery-link';
import { findRecovery, type RecoveryProof } from './find-recovery';
import { issuePasscode } from './issue-passcode';
import { findRecoveryLink, openRecoveryLink } from './open-recovery-link';

const browserHash = 'b'.repeat(64);
const invalid = { code: 'recovery.link_invalid', status: 404 };
const over = { code: 'recovery.over' };

describeOnBothDatabases('the link of the operator for an owner', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let owner: EnrolledPerson;
  let browser: Actor;

  beforeEach(async () => {
    tenant = await buildTenant(getDb());
    owner = await buildEnrolledPerson(getDb(), tenant.id, { role: 'OWNER' });
    browser = buildAnonymousActor(tenant.id);
  });

  afterEach(() => {
    vi.useRealTimers();
    overrideConfigForTests();
  });

  const operator = (id = tenant.id) => Actor.system(id, 'command line: owner-link');

  async function newLink(login = owner.login): Promise<string> {
    const { url } = await createRecoveryLink(operator(), login, new Date());
    return url.split('/').at(-1) ?? '';
  }

  async function open(token: string, as = browser): Promise<RecoveryProof> {
    const started = await openRecoveryLink(as, { token, browserHash });
    return { token: started.token, browserHash };
  }

  async function finish(proof: RecoveryProof) {
    const { challenge, user } = await beginRecoveryPasskey(browser, proof);
    const device = createSoftwareAuthenticator();
    const response = device.register({
      origin: tenant.publicUrl,
      challenge,
      userHandle: user.id,
    });
    return completeRecovery(browser, { ...proof, response, removeOthers: true });
  }

  it('leads to a new passkey of that owner, and only then to a session', async () => {
    await buildSession(getDb(), tenant.id, owner.id);
    const { url, login } = await createRecoveryLink(
      operator(),
      owner.login.toUpperCase(),
      new Date(),
    );
    expect(login).toBe(owner.login);
    expect(url).toMatch(new RegExp(`^${tenant.publicUrl}/recover/link/[\\w-]{43}$`));
    const proof = await open(url.split('/').at(-1) ?? '');
    expect(await findRecovery(browser, proof)).toMatchObject({
      means: 'link',
      login: owner.login,
      passkeys: ['Laptop'],
    });
    const session = await finish(proof);
    expect(await getDb().session.findMany()).toMatchObject([{ id: session.id, userId: owner.id }]);
    const passkeys = await getDb().authenticator.findMany({ select: { id: true, userId: true } });
    expect(passkeys).toEqual([
      { id: expect.not.stringMatching(owner.authenticatorId), userId: owner.id },
    ]);
    const events = await getDb().auditEvent.findMany({ orderBy: { sequence: 'asc' } });
    expect(events).toMatchObject([
      { action: 'owner_link.created', actorKind: 'SYSTEM', targetId: owner.id },
      { action: 'owner_link.opened', actorKind: 'ANONYMOUS', targetId: owner.id },
      { action: 'user.recovered', changes: { recoveredWith: { after: 'link of the operator' } } },
    ]);
  });

  it('lets an owner in who has no passkey at all', async () => {
    await getDb().authenticator.deleteMany();
    await finish(await open(await newLink()));
    expect(await getDb().authenticator.count({ where: { userId: owner.id } })).toBe(1);
  });

  it('tells the address on file when it is made and when it was used, never holding the link', async () => {
    overrideConfigForTests({ smtp: { url: 'smtp://127.0.0.1:2525', from: 'a@example.com' } });
    await finish(await open(await newLink()));
    const mails = await getDb().outgoingMail.findMany({ orderBy: { kind: 'desc' } });
    expect(mails.map(({ kind, toAddress }) => [kind, toAddress])).toEqual([
      ['recovery_link_created', owner.login],
      ['recovered', owner.login],
    ]);
  });

  it('G10: works once, also when it is opened in several browsers at the same moment', async () => {
    const token = await newLink();
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => open(token)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(open(token)).rejects.toMatchObject(invalid);
    expect(await findRecoveryLink(browser, token)).toBeNull();
    expect(await getDb().auditEvent.count({ where: { action: 'owner_link.opened' } })).toBe(1);
  });

  it('G10: makes one passkey only, and nothing afterwards', async () => {
    const token = await newLink();
    const proof = await open(token);
    await finish(proof);
    await expect(finish(proof)).rejects.toMatchObject(over);
    await expect(open(token)).rejects.toMatchObject(invalid);
  });

  it('G6: is not used up by those who only look, however often', async () => {
    const token = await newLink();
    for (let look = 0; look < 3; look += 1) {
      expect(await findRecoveryLink(browser, token)).toMatchObject({ login: owner.login });
    }
    await expect(open(token)).resolves.toBeTruthy();
  });

  it('G6: belongs to the browser that opened it, for a quarter of an hour', async () => {
    const token = await newLink();
    const unopened = [
      { token, browserHash },
      { token, browserHash: null },
    ];
    for (const proof of unopened) expect(await findRecovery(browser, proof)).toBeNull();
    const proof = await open(token);
    const elsewhere = [
      { ...proof, browserHash: 'c'.repeat(64) },
      { ...proof, browserHash: null },
      { ...proof, token },
    ];
    for (const wrong of elsewhere) {
      expect(await findRecovery(browser, wrong)).toBeNull();
      await expect(beginRecoveryPasskey(browser, wrong)).rejects.toMatchObject(over);
    }
    vi.useFakeTimers({ now: Date.now() + 901_000, toFake: ['Date'] });
    expect(await findRecovery(browser, proof)).toBeNull();
  });

  it('G6: is worth nothing after an hour, and after a newer one', async () => {
    const first = await newLink();
    const second = await newLink();
    await expect(open(first)).rejects.toMatchObject(invalid);
    vi.useFakeTimers({ now: Date.now() + 3_601_000, toFake: ['Date'] });
    expect(await findRecoveryLink(browser, second)).toBeNull();
    await expect(open(second)).rejects.toMatchObject(invalid);
  });

  it('G1: works at the tenant it was made for and nowhere else', async () => {
    const token = await newLink();
    const other = await buildTenant(getDb());
    const foreign = buildAnonymousActor(other.id);
    expect(await findRecoveryLink(foreign, token)).toBeNull();
    await expect(open(token, foreign)).rejects.toMatchObject(invalid);
    const proof = await open(token);
    expect(await findRecovery(foreign, proof)).toBeNull();
    await expect(
      createRecoveryLink(operator(other.id), owner.login, new Date()),
    ).rejects.toMatchObject({ code: 'operator.person_unknown' });
  });

  it('G6: stops when the owner is disabled or is none any more', async () => {
    const token = await newLink();
    await getDb().user.update({ where: { id: owner.id }, data: { role: 'ADMIN' } });
    await expect(open(token)).rejects.toMatchObject(invalid);
    await getDb().user.update({
      where: { id: owner.id },
      data: { role: 'OWNER', disabledAt: new Date() },
    });
    await expect(open(token)).rejects.toMatchObject(invalid);
    await expect(newLink()).rejects.toMatchObject({ code: 'operator.owner_disabled' });
    await getDb().user.update({ where: { id: owner.id }, data: { disabledAt: null } });
    const proof = await open(token);
    await getDb().user.update({ where: { id: owner.id }, data: { disabledAt: new Date() } });
    await expect(beginRecoveryPasskey(browser, proof)).rejects.toMatchObject(over);
  });

  it('G10: ends a passcode of the help desk that was open', async () => {
    const admin = buildPersonActor(tenant.id, { role: 'OWNER' });
    const input = { userId: owner.id, check: 'in_person', isConfirmed: true } as const;
    const code = parseTypedCode((await issuePasscode(admin, input)).passcode);
    await newLink();
    const late = code && beginRecovery(browser, { login: owner.login, code, browserHash });
    await expect(late).rejects.toMatchObject({ code: 'recovery.refused' });
  });

  it('is made by the system alone, and for owners alone', async () => {
    const person = buildPersonActor(tenant.id, { role: 'OWNER' });
    for (const actor of [person, browser]) {
      await expect(createRecoveryLink(actor, owner.login, new Date())).rejects.toMatchObject({
        code: 'request.forbidden',
      });
    }
    const admin = await buildEnrolledPerson(getDb(), tenant.id, { role: 'ADMIN' });
    for (const login of [admin.login, 'nobody@example.com']) {
      await expect(newLink(login)).rejects.toMatchObject({ code: 'operator.person_unknown' });
    }
  });

  it('G10: counts attempts from an address', async () => {
    const tries = Array.from({ length: 62 }, () => open('x'.repeat(43)));
    const settled = await Promise.allSettled(tries);
    const codes = settled.map((one) =>
      one.status === 'rejected' ? (one.reason as { code?: unknown }).code : 'ok',
    );
    expect(codes.filter((code) => code === 'request.rate_limited')).toHaveLength(2);
  });

  it('G12: keeps no token', async () => {
    const token = await newLink();
    const before = JSON.stringify(await getDb().invitation.findMany());
    const proof = await open(token);
    const stored = `${before}${JSON.stringify(await getDb().invitation.findMany())}`;
    const events = await getDb().auditEvent.findMany({ omit: { sequence: true } });
    for (const secret of [token, proof.token ?? '']) {
      expect(`${stored}${JSON.stringify(events)}`).not.toContain(secret);
    }
  });
});
