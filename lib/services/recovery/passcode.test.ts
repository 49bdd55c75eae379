import { beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { roles } from '@/lib/auth/permissions';
import { overrideConfigForTests } from '@/lib/config/config';
import {
  buildAnonymousActor,
  buildAuthenticator,
  buildPersonActor,
  buildTenant,
  buildUser,
} from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { getPersonRecovery } from './get-person-recovery';
import { issuePasscode } from './issue-passcode';
import { withdrawPasscode } from './withdraw-passcode';

describeOnBothDatabases('helpdesk passcodes', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let support: Actor;
  let userId: string;

  beforeEach(async () => {
    tenant = await buildTenant(getDb());
    support = buildPersonActor(tenant.id, { role: 'SUPPORT', login: 'sam@example.com' });
    userId = await enrolled();
  });

  async function enrolled(values: Parameters<typeof buildUser>[2] = {}): Promise<string> {
    const { id } = await buildUser(getDb(), tenant.id, values);
    await buildAuthenticator(getDb(), tenant.id, id);
    return id;
  }

  const issue = (actor = support, id = userId) =>
    issuePasscode(actor, { userId: id, check: 'video', isConfirmed: true });

  it('is nine digits in groups, for ten minutes, and one at a time', async () => {
    const issued = await issue();
    expect(issued.passcode).toMatch(/^\d{3} \d{3} \d{3}$/u);
    expect(issued.recoverUrl).toBe(`${tenant.publicUrl}/recover`);
    const minutes = (Date.parse(issued.expiresAt) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(9);
    expect(minutes).toBeLessThanOrEqual(10);
    await issue();
    expect(await getDb().helpdeskPasscode.count({ where: { closedAt: null } })).toBe(1);
  });

  it('is one at a time also when two are issued at once', async () => {
    await Promise.all([issue(), issue(), issue()]);
    expect(await getDb().helpdeskPasscode.count({ where: { closedAt: null } })).toBe(1);
  });

  it('G12: is kept as a keyed hash; the audit says who issued it and how, not the passcode', async () => {
    const { passcode } = await issue();
    const events = await getDb().auditEvent.findMany({ omit: { sequence: true } });
    expect(events).toMatchObject([
      {
        action: 'passcode.issued',
        actorLabel: 'sam@example.com',
        targetId: userId,
        changes: { identityConfirmed: { after: expect.stringContaining('video') } },
      },
    ]);
    const stored = JSON.stringify([await getDb().helpdeskPasscode.findMany(), events]);
    expect(stored).not.toContain(passcode.replaceAll(' ', ''));
    expect(stored).not.toContain(passcode);
  });

  it('tells the person by mail, without the passcode', async () => {
    overrideConfigForTests({ smtp: { url: 'smtp://127.0.0.1:2525', from: 'a@example.com' } });
    const { mailedTo } = await issue();
    overrideConfigForTests();
    const user = await getDb().user.findFirstOrThrow({ where: { id: userId } });
    expect(mailedTo).toBe(user.email);
    expect(await getDb().outgoingMail.findMany()).toMatchObject([
      { kind: 'passcode_issued', toAddress: user.email, userId },
    ]);
  });

  it.each(roles)('G2: issued by %s only for people that role may act on', async (role) => {
    const actor = buildPersonActor(tenant.id, { role });
    const mayActOn = {
      OWNER: ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR', 'NONE'],
      ADMIN: ['ADMIN', 'SUPPORT', 'AUDITOR', 'NONE'],
      SUPPORT: ['NONE'],
      AUDITOR: [],
      NONE: [],
    }[role] as readonly string[];
    for (const targetRole of roles) {
      const id = await enrolled({ role: targetRole });
      const attempt = issue(actor, id);
      if (mayActOn.includes(targetRole)) await expect(attempt).resolves.toBeTruthy();
      else await expect(attempt).rejects.toMatchObject({ status: 403 });
    }
  });

  it('needs a passkey of the helper used within five minutes', async () => {
    const stale = buildPersonActor(tenant.id, {
      role: 'SUPPORT',
      authenticatedAt: new Date(Date.now() - 301_000),
    });
    await expect(issue(stale)).rejects.toMatchObject({ code: 'auth.reauthentication_required' });
  });

  it('is refused for somebody disabled, not enrolled, or oneself, and the page says so', async () => {
    const disabled = await enrolled({ disabledAt: new Date() });
    const { id: bare } = await buildUser(getDb(), tenant.id);
    const owner = await enrolled({ role: 'OWNER' });
    const self = buildPersonActor(tenant.id, { userId: owner });
    const cases = [
      [support, disabled, 'users.disabled'],
      [support, bare, 'recovery.not_enrolled'],
      [self, owner, 'recovery.own_account'],
    ] as const;
    for (const [actor, id, code] of cases) {
      await expect(issue(actor, id)).rejects.toMatchObject({ code });
      expect((await getPersonRecovery(actor, id))?.refusal).toEqual(expect.any(String));
    }
    expect(await getDb().helpdeskPasscode.count()).toBe(0);
  });

  it('shows on the page that one is open, by whom, and that it was withdrawn', async () => {
    expect((await getPersonRecovery(support, userId))?.passcode).toBeNull();
    await issue();
    expect((await getPersonRecovery(support, userId))?.passcode).toMatchObject({
      state: 'open',
      triesLeft: 5,
    });
    await withdrawPasscode(support, userId);
    expect((await getPersonRecovery(support, userId))?.passcode).toBeNull();
    const gone = { code: 'recovery.passcode_gone' };
    await expect(withdrawPasscode(support, userId)).rejects.toMatchObject(gone);
  });

  it('shows nothing to those who may not issue one', async () => {
    const auditor = buildPersonActor(tenant.id, { role: 'AUDITOR' });
    expect(await getPersonRecovery(auditor, userId)).toBeNull();
    const admin = await enrolled({ role: 'ADMIN' });
    expect(await getPersonRecovery(support, admin)).toBeNull();
  });

  it('G1: finds nobody of another tenant', async () => {
    const foreign = buildPersonActor((await buildTenant(getDb())).id);
    const missing = { code: 'users.not_found' };
    await expect(issue(foreign)).rejects.toMatchObject(missing);
    await expect(withdrawPasscode(foreign, userId)).rejects.toMatchObject(missing);
    await expect(getPersonRecovery(foreign, userId)).rejects.toMatchObject(missing);
  });

  it('G4: is not for a signed-out browser', async () => {
    const anonymous = buildAnonymousActor(tenant.id);
    await expect(issue(anonymous)).rejects.toMatchObject({ code: 'auth.sign_in_required' });
  });
});
