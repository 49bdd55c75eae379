import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { roleHas, type Role } from '@/lib/auth/permissions';
import { overrideConfigForTests } from '@/lib/config/config';
import {
  buildApplication,
  buildAuthenticator,
  buildPersonActor,
  buildTenant,
  buildUser,
} from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { buildSigningKey } from '@/lib/testing/signing-keys';
import { causeOf } from './count-sign-ins';
import { getDashboard } from './get-dashboard';
import { planNextSteps, type TenantFacts } from './plan-next-steps';

const now = new Date('2026-11-23T10:00:00Z');
const dayMs = 86_400_000;

describeOnBothDatabases('the dashboard', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let ownerId: string;

  beforeEach(async () => {
    tenant = await buildTenant(getDb());
    const owner = await buildUser(getDb(), tenant.id, { role: 'OWNER', enrolledAt: now });
    await buildAuthenticator(getDb(), tenant.id, owner.id);
    ownerId = owner.id;
  });

  afterEach(() => {
    overrideConfigForTests();
  });

  const actorOf = (role: Role, userId = role === 'OWNER' ? ownerId : randomUUID()): Actor =>
    buildPersonActor(tenant.id, { role, userId });

  const count = (values: { day: string; action: string; reason?: string; count: number }) =>
    getDb().auditDailyCount.create({
      data: { tenantId: tenant.id, ...values, day: new Date(`${values.day}T00:00:00Z`) },
    });

  it('says of a new installation what to do first', async () => {
    const dashboard = await getDashboard(actorOf('OWNER'), now);
    expect(dashboard.isNew).toBe(true);
    expect(dashboard.nextSteps.slice(0, 3).map(({ id }) => id)).toEqual([
      'application',
      'people',
      'second-passkey',
    ]);
  });

  it('shows thirty days up to today when nothing happened', async () => {
    const { signIns } = await getDashboard(actorOf('OWNER'), now);
    expect(signIns).toHaveLength(30);
    expect(signIns?.[0]?.day).toBe('2026-10-25');
    expect(signIns?.at(-1)).toMatchObject({ day: '2026-11-23', signedIn: 0 });
  });

  it('counts one', async () => {
    await count({ day: '2026-11-23', action: 'user.signed_in', count: 1 });
    const { signIns } = await getDashboard(actorOf('OWNER'), now);
    expect(signIns?.at(-1)?.signedIn).toBe(1);
  });

  it('counts a million, by day and by cause, and nothing from before', async () => {
    await count({ day: '2026-11-22', action: 'user.signed_in', count: 1_000_000 });
    await count({ day: '2026-10-24', action: 'user.signed_in', count: 7 });
    await count({ day: '2026-11-22', action: 'application.opened', count: 9 });
    const refusals = [
      ['user.sign_in_refused', 'auth.sign_in_refused', 40],
      ['user.sign_in_refused', 'auth.person_disabled', 3],
      ['application.refused', 'saml.signature_wrong', 1_000_000],
      ['application.refused', 'saml.person_refused', 2],
      ['user.recovery_refused', 'recovery.whatever', 5],
      ['user.sign_in_refused', '', 6],
    ] as const;
    for (const [action, reason, times] of refusals) {
      await count({ day: '2026-11-22', action, reason, count: times });
    }
    const { signIns } = await getDashboard(actorOf('OWNER'), now);
    expect(signIns?.at(-2)).toEqual({
      day: '2026-11-22',
      signedIn: 1_000_000,
      refused: { passkey: 40, person: 5, request: 1_000_000, recovery: 5, other: 6 },
    });
    expect(signIns?.reduce((sum, { signedIn }) => sum + signedIn, 0)).toBe(1_000_000);
  });

  it('counts people by where they stand', async () => {
    const soon = new Date(now.getTime() + dayMs);
    const past = new Date(now.getTime() - dayMs);
    const people = [
      { enrolledAt: past },
      { enrolledAt: past, invitedUntil: soon },
      { invitedUntil: soon },
      { invitedUntil: past },
      {},
      { enrolledAt: past, disabledAt: past },
    ];
    for (const person of people) await buildUser(getDb(), tenant.id, person);
    const dashboard = await getDashboard(actorOf('OWNER'), now);
    expect(dashboard.people).toEqual({ enrolled: 3, invited: 1, notEnrolled: 2, disabled: 1 });
    expect(dashboard.isNew).toBe(false);
  });

  it('tells how long the certificate lasts', async () => {
    const key = await buildSigningKey(getDb(), tenant.id);
    const notAfter = new Date(now.getTime() + 20.5 * dayMs);
    await getDb().signingKey.update({ where: { id: key.id }, data: { notAfter } });
    const { certificates, nextSteps } = await getDashboard(actorOf('OWNER'), now);
    expect(certificates).toMatchObject([{ status: 'ACTIVE', daysLeft: 20 }]);
    expect(nextSteps.find(({ id }) => id === 'certificate')?.title).toContain('20 days');
  });

  it('tells of messages that were given up lately', async () => {
    overrideConfigForTests({ smtp: { url: 'smtp://127.0.0.1:9', from: 'a@example.com' } });
    const mail = { tenantId: tenant.id, kind: 'invitation', toAddress: 'a', masterKeyId: 'k' };
    const ages = [1, 2, 8];
    await getDb().outgoingMail.createMany({
      data: ages.map((days) => {
        const createdAt = new Date(now.getTime() - days * dayMs);
        return { ...mail, status: 'FAILED' as const, nextAttemptAt: createdAt, createdAt };
      }),
    });
    const { nextSteps } = await getDashboard(actorOf('OWNER'), now);
    expect(nextSteps.find(({ id }) => id === 'failed-mail')?.title).toMatch(/^2 messages/);
  });

  it('G2: shows a role nothing it may not act on, and nothing to somebody without a role', async () => {
    for (const role of ['ADMIN', 'SUPPORT', 'AUDITOR'] as const) {
      const dashboard = await getDashboard(actorOf(role), now);
      expect(dashboard.people).not.toBeNull();
      const ids = dashboard.nextSteps.map(({ id }) => id);
      expect(ids.includes('application')).toBe(roleHas(role, 'applications.connect'));
      expect(ids).not.toContain('second-owner');
    }
    await expect(getDashboard(actorOf('NONE'), now)).rejects.toMatchObject({
      code: 'request.forbidden',
    });
  });

  it('G1: counts nothing of another tenant', async () => {
    const other = await buildTenant(getDb());
    const stranger = await buildUser(getDb(), other.id, { role: 'OWNER', enrolledAt: now });
    await buildApplication(getDb(), other.id);
    await buildSigningKey(getDb(), other.id);
    await getDb().auditDailyCount.create({
      data: { tenantId: other.id, day: now, action: 'user.signed_in', count: 5 },
    });
    const dashboard = await getDashboard(actorOf('OWNER'), now);
    expect(dashboard).toMatchObject({ isNew: true, certificates: [] });
    expect(dashboard.people).toEqual({ enrolled: 1, invited: 0, notEnrolled: 0, disabled: 0 });
    expect(dashboard.signIns?.every(({ signedIn }) => signedIn === 0)).toBe(true);
    expect(JSON.stringify(dashboard)).not.toContain(stranger.id);
  });
});

describe('the next steps', () => {
  const settled: TenantFacts = {
    readerId: 'a',
    people: { enrolled: 10, invited: 0, notEnrolled: 0, disabled: 0 },
    applicationCount: 1,
    owners: [
      { id: 'a', firstName: 'Ada', lastName: 'L', passkeys: 2 },
      { id: 'b', firstName: 'Grace', lastName: 'H', passkeys: 2 },
    ],
    certificateDaysLeft: 700,
    isMailConfigured: true,
    failedMailCount: 0,
    runsWithLiveToken: [],
  };
  const idsOf = (facts: Partial<TenantFacts>, role: Role = 'OWNER') =>
    planNextSteps({ ...settled, ...facts }, (permission) => roleHas(role, permission)).map(
      ({ id }) => id,
    );
  const nobody = { enrolled: 2, invited: 0, notEnrolled: 0, disabled: 0 };

  it('are none when all is well', () => {
    expect(idsOf({})).toEqual([]);
  });

  it.each<[string, Partial<TenantFacts>]>([
    ['token-1', { runsWithLiveToken: [{ id: '1', orgUrl: 'https://acme.okta.com' }] }],
    ['certificate', { certificateDaysLeft: 59 }],
    ['application', { applicationCount: 0 }],
    ['second-owner', { owners: settled.owners.slice(0, 1) }],
    [
      'second-passkey',
      { owners: settled.owners.map((owner) => ({ ...owner, passkeys: owner.id === 'a' ? 1 : 2 })) },
    ],
    [
      'passkey-b',
      { owners: settled.owners.map((owner) => ({ ...owner, passkeys: owner.id === 'b' ? 1 : 2 })) },
    ],
    ['people', { people: nobody }],
    ['people', { people: { ...nobody, notEnrolled: 4 } }],
    ['mail', { isMailConfigured: false }],
    ['failed-mail', { failedMailCount: 1 }],
  ])('say %s when that is so', (id, facts) => {
    expect(idsOf(facts)).toEqual([id]);
  });

  it('do not ask to invite while an invitation is open', () => {
    expect(idsOf({ people: { ...nobody, invited: 1 } })).toEqual([]);
  });

  it('begin with a token that is alive', () => {
    const runsWithLiveToken = [{ id: '1', orgUrl: 'https://acme.okta.com' }];
    expect(idsOf({ runsWithLiveToken, certificateDaysLeft: 3, applicationCount: 0 })[0]).toBe(
      'token-1',
    );
  });

  it('are only looked at by an auditor', () => {
    const everything = {
      applicationCount: 0,
      owners: [],
      certificateDaysLeft: -1,
      isMailConfigured: false,
      people: nobody,
    };
    expect(idsOf(everything, 'AUDITOR')).toEqual(['certificate']);
  });
});

describe('the cause of a refusal', () => {
  it.each([
    ['user.recovery_refused', 'auth.sign_in_refused', 'recovery'],
    ['user.sign_in_refused', 'auth.passkey_not_verified', 'passkey'],
    ['application.refused', 'saml.acs_not_registered', 'request'],
    ['application.refused', 'something.new', 'other'],
  ])('of %s with %s is %s', (action, reason, cause) => {
    expect(causeOf(action, reason)).toBe(cause);
  });
});
