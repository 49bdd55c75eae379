import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { overrideConfigForTests } from '@/lib/config/config';
import { parseTypedCode, type TypedCode } from '@/lib/schemas/recovery-code-shape';
import { buildAnonymousActor, buildPersonActor, buildTenant } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { buildEnrolledPerson, buildSession, type EnrolledPerson } from '@/lib/testing/passkeys';
import { createSoftwareAuthenticator } from '@/lib/testing/software-authenticator';
import { beginRecovery } from './begin-recovery';
import { beginRecoveryPasskey } from './begin-recovery-passkey';
import { completeRecovery } from './complete-recovery';
import { findRecovery, type RecoveryProof } from './find-recovery';
import { issuePasscode } from './issue-passcode';
import { createRecoveryCodes, getOwnRecoveryCodes } from './own-recovery-codes';
import { withdrawPasscode } from './withdraw-passcode';

const browserHash = 'b'.repeat(64);
const refused = { code: 'recovery.refused', status: 401 };
const over = { code: 'recovery.over' };
const wrongCode: TypedCode = { kind: 'RECOVERY_CODE', value: 'Z'.repeat(16) };

describeOnBothDatabases('recovering', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let person: EnrolledPerson;
  let support: Actor;
  let browser: Actor;

  beforeEach(async () => {
    tenant = await buildTenant(getDb());
    person = await buildEnrolledPerson(getDb(), tenant.id);
    support = buildPersonActor(tenant.id, { role: 'SUPPORT' });
    browser = buildAnonymousActor(tenant.id);
  });

  afterEach(() => {
    vi.useRealTimers();
    overrideConfigForTests();
  });

  const self = (who = person) =>
    buildPersonActor(tenant.id, { userId: who.id, login: who.login, role: 'NONE' });

  function typed(text: string): TypedCode {
    const code = parseTypedCode(text);
    if (!code) throw new Error('not a code');
    return code;
  }

  async function newCodes(who = person): Promise<TypedCode[]> {
    return (await createRecoveryCodes(self(who))).codes.map(typed);
  }

  async function newCode(who = person): Promise<TypedCode> {
    return (await newCodes(who))[0] ?? wrongCode;
  }

  async function newPasscode(): Promise<TypedCode> {
    const input = { userId: person.id, check: 'in_person', isConfirmed: true } as const;
    return typed((await issuePasscode(support, input)).passcode);
  }

  async function begin(code: TypedCode, login = person.login, as = browser) {
    const { token } = await beginRecovery(as, { login, code, browserHash });
    return { token, browserHash };
  }

  async function answer(proof: RecoveryProof, as = browser) {
    const { challenge, user } = await beginRecoveryPasskey(as, proof);
    const origin = tenant.publicUrl;
    return createSoftwareAuthenticator().register({ origin, challenge, userHandle: user.id });
  }

  async function finish(proof: RecoveryProof, removeOthers = true, as = browser) {
    return completeRecovery(as, { ...proof, response: await answer(proof, as), removeOthers });
  }

  const events = async () =>
    (await getDb().auditEvent.findMany({ orderBy: { sequence: 'asc' } })).map(
      ({ action, reason }) => (reason === null ? action : `${action} ${reason}`),
    );
  const countSessions = () => getDb().session.count();

  it.each(['recovery code', 'passcode'])(
    'leads from a %s to a new passkey, and only then to a session',
    async (kind) => {
      await buildSession(getDb(), tenant.id, person.id);
      const proof = await begin(kind === 'passcode' ? await newPasscode() : await newCode());
      expect(await countSessions()).toBe(1);
      const session = await finish(proof);
      expect(await getDb().session.findMany()).toMatchObject([
        { id: session.id, userId: person.id, amr: ['hwk', 'phr', 'mfa'] },
      ]);
      const passkeys = await getDb().authenticator.findMany();
      expect(passkeys).toHaveLength(1);
      expect(passkeys[0]?.id).not.toBe(person.authenticatorId);
      const event = await getDb().auditEvent.findFirstOrThrow({
        where: { action: 'user.recovered' },
      });
      expect(event).toMatchObject({
        targetId: person.id,
        changes: {
          recoveredWith: { after: expect.stringContaining(kind) },
          passkeysRemoved: { after: ['Laptop'] },
          sessionsEnded: { after: 1 },
        },
      });
    },
  );

  it('keeps the other passkeys when the person still has the devices', async () => {
    await finish(await begin(await newCode()), false);
    expect(await getDb().authenticator.count()).toBe(2);
  });

  it('tells the address on file', async () => {
    overrideConfigForTests({ smtp: { url: 'smtp://127.0.0.1:2525', from: 'a@example.com' } });
    await finish(await begin(await newCode()));
    expect(await getDb().outgoingMail.findMany()).toMatchObject([
      { kind: 'recovered', toAddress: person.login },
    ]);
  });

  it('G10: uses a recovery code once and leaves the others', async () => {
    const [code = wrongCode, other = wrongCode] = await newCodes();
    await begin(code);
    await expect(begin(code)).rejects.toMatchObject(refused);
    expect(await getOwnRecoveryCodes(self())).toMatchObject({ left: 9 });
    await expect(begin(other)).resolves.toBeTruthy();
  });

  it('G10: uses a passcode once', async () => {
    const code = await newPasscode();
    await begin(code);
    await expect(begin(code)).rejects.toMatchObject(refused);
  });

  it.each(['recovery code', 'passcode'])(
    'G10: lets one of several parallel uses of a %s through',
    async (kind) => {
      const code = kind === 'passcode' ? await newPasscode() : await newCode();
      const tries = await Promise.allSettled([1, 2, 3, 4].map(() => begin(code)));
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    },
  );

  it('G10: lets one of two parallel passkeys of a recovery through', async () => {
    const proof = await begin(await newCode());
    const answers = [await answer(proof), await answer(proof)];
    const tries = await Promise.allSettled(
      answers.map((response) =>
        completeRecovery(browser, { ...proof, response, removeOthers: false }),
      ),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await getDb().authenticator.count()).toBe(2);
  });

  it('G10: refuses old codes after new ones were made', async () => {
    const code = await newCode();
    await newCodes();
    await expect(begin(code)).rejects.toMatchObject(refused);
  });

  it('G10: refuses a passcode that was replaced, withdrawn or is ten minutes old', async () => {
    const first = await newPasscode();
    const second = await newPasscode();
    await expect(begin(first)).rejects.toMatchObject(refused);
    await withdrawPasscode(support, person.id);
    await expect(begin(second)).rejects.toMatchObject(refused);
    const third = await newPasscode();
    vi.useFakeTimers({ now: Date.now() + 601_000, toFake: ['Date'] });
    await expect(begin(third)).rejects.toMatchObject(refused);
  });

  it('G10: refuses a passcode after five wrong tries, also when they come at once', async () => {
    const code = await newPasscode();
    const wrong = { ...code, value: code.value === '0'.repeat(9) ? '1'.repeat(9) : '0'.repeat(9) };
    await Promise.allSettled([1, 2, 3, 4, 5, 6].map(() => begin(wrong)));
    expect(await getDb().helpdeskPasscode.findFirstOrThrow()).toMatchObject({ tries: 5 });
    await expect(begin(code)).rejects.toMatchObject(refused);
  });

  it('G10: counts tries at an account whoever makes them, and unknown accounts alike', async () => {
    const elsewhere = buildPersonActor(tenant.id);
    for (const login of [person.login, 'nobody@example.com']) {
      const tries = Array.from({ length: 14 }, (_, index) =>
        begin(wrongCode, login, index % 2 ? browser : elsewhere),
      );
      const settled = await Promise.allSettled(tries);
      const codes = settled.map((one) => (one.status === 'rejected' ? codeOf(one.reason) : 'ok'));
      expect(codes.filter((code) => code === 'recovery.refused')).toHaveLength(10);
      expect(codes.filter((code) => code === 'request.rate_limited')).toHaveLength(4);
    }
    const right = await newCode();
    await expect(begin(right)).rejects.toMatchObject({ code: 'request.rate_limited' });
    vi.useFakeTimers({ now: Date.now() + 901_000, toFake: ['Date'] });
    await expect(begin(right)).resolves.toBeTruthy();
  });

  it('G10: counts tries from an address over all accounts', async () => {
    const tries = Array.from({ length: 33 }, (_, index) =>
      begin(wrongCode, `nobody${String(index)}@example.com`),
    );
    const settled = await Promise.allSettled(tries);
    const limited = settled.filter(
      (one) => one.status === 'rejected' && codeOf(one.reason) === 'request.rate_limited',
    );
    expect(limited).toHaveLength(3);
  });

  it('G10: answers the same to everybody who is refused', async () => {
    const code = await newCode();
    const disabled = await buildEnrolledPerson(getDb(), tenant.id);
    const disabledCode = await newCode(disabled);
    await getDb().user.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
    const other = await buildTenant(getDb());
    const tries: [TypedCode, string, Actor][] = [
      [wrongCode, person.login, browser],
      [code, 'nobody@example.com', browser],
      [disabledCode, disabled.login, browser],
      [code, person.login, buildAnonymousActor(other.id)],
      [code, disabled.login, browser],
      [{ kind: 'HELPDESK_PASSCODE', value: '123456789' }, person.login, browser],
    ];
    const answers = await Promise.all(
      tries.map(([tried, login, as]) => begin(tried, login, as).catch((error: unknown) => error)),
    );
    for (const error of answers) {
      expect(error).toMatchObject(refused);
      expect((error as Error).message).toBe((answers[0] as Error).message);
    }
    expect(await getOwnRecoveryCodes(self())).toMatchObject({ left: 10 });
  });

  it('G10: leaves as many traces for an unknown login as for a known one', async () => {
    await newCodes();
    const traces = async (login: string) => {
      const before = await getDb().auditEvent.count();
      await begin(wrongCode, login).catch(() => undefined);
      return (await getDb().auditEvent.count()) - before;
    };
    expect(await traces(person.login)).toBe(await traces('nobody@example.com'));
  });

  it('writes refusals down with their reason and without what was typed', async () => {
    await begin(wrongCode).catch(() => undefined);
    await begin(wrongCode, 'ABCD-EFGH-JKMN-PQRS').catch(() => undefined);
    await begin({ kind: 'HELPDESK_PASSCODE', value: '123456789' }).catch(() => undefined);
    expect(await events()).toEqual([
      'user.recovery_refused recovery.wrong_code',
      'user.recovery_refused recovery.unknown_login',
      'user.recovery_refused recovery.no_passcode',
    ]);
    const stored = JSON.stringify(await getDb().auditEvent.findMany({ omit: { sequence: true } }));
    for (const secret of [wrongCode.value, 'ABCD-EFGH', '123456789']) {
      expect(stored).not.toContain(secret);
    }
  });

  it('G6: binds the passkey to the browser and the quarter of an hour', async () => {
    const proof = await begin(await newCode());
    expect(await findRecovery(browser, proof)).toMatchObject({ login: person.login });
    const elsewhere = [
      { ...proof, browserHash: 'c'.repeat(64) },
      { ...proof, browserHash: null },
      { ...proof, token: 'x'.repeat(43) },
      { ...proof, token: null },
    ];
    for (const wrong of elsewhere) {
      expect(await findRecovery(browser, wrong)).toBeNull();
      await expect(beginRecoveryPasskey(browser, wrong)).rejects.toMatchObject(over);
    }
    const foreign = buildAnonymousActor((await buildTenant(getDb())).id);
    expect(await findRecovery(foreign, proof)).toBeNull();
    const response = await answer(proof);
    vi.useFakeTimers({ now: Date.now() + 901_000, toFake: ['Date'] });
    expect(await findRecovery(browser, proof)).toBeNull();
    const late = completeRecovery(browser, { ...proof, response, removeOthers: true });
    await expect(late).rejects.toMatchObject({ code: 'auth.passkey_refused' });
  });

  it('G6: refuses the answer to a challenge of somebody else’s recovery', async () => {
    const other = await buildEnrolledPerson(getDb(), tenant.id);
    const mine = await begin(await newCode());
    const theirs = await begin(await newCode(other), other.login);
    const response = await answer(mine);
    const crossed = completeRecovery(browser, { ...theirs, response, removeOthers: true });
    await expect(crossed).rejects.toMatchObject(over);
    expect(await getDb().authenticator.count()).toBe(2);
  });

  it('G6: makes one passkey only', async () => {
    const proof = await begin(await newCode());
    await finish(proof);
    await expect(finish(proof)).rejects.toMatchObject(over);
  });

  it('C29: stops when the passcode is withdrawn or the person disabled in the middle', async () => {
    const withdrawn = await begin(await newPasscode());
    await withdrawPasscode(support, person.id);
    await expect(finish(withdrawn)).rejects.toMatchObject(over);
    const proof = await begin(await newPasscode());
    const response = await answer(proof);
    await getDb().user.updateMany({ data: { disabledAt: new Date() } });
    const late = completeRecovery(browser, { ...proof, response, removeOthers: true });
    await expect(late).rejects.toMatchObject(over);
    expect(await countSessions()).toBe(0);
  });

  it('D6: ends the session this browser had', async () => {
    const other = await buildEnrolledPerson(getDb(), tenant.id);
    const had = await buildSession(getDb(), tenant.id, other.id);
    const as = buildPersonActor(tenant.id, { userId: other.id, sessionId: had.id });
    const session = await finish(await begin(await newCode(), person.login, as), true, as);
    expect(await getDb().session.findMany({ select: { id: true } })).toEqual([{ id: session.id }]);
  });

  it('G12: keeps no token of a recovery', async () => {
    const { token } = await begin(await newCode());
    const stored = JSON.stringify(await getDb().invitation.findMany());
    expect(stored).not.toContain(token);
  });
});

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown }).code;
}
