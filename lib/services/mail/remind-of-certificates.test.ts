import { afterEach, beforeEach, expect, it } from 'vitest';
import { Actor } from '@/lib/auth/actor';
import { overrideConfigForTests } from '@/lib/config/config';
import { buildPersonActor, buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { buildSigningKey } from '@/lib/testing/signing-keys';
import { remindOfCertificates } from './remind-of-certificates';

const end = new Date('2027-06-01T12:00:00Z');

function daysBefore(days: number): Date {
  return new Date(end.getTime() - days * 86_400_000 - 3_600_000);
}

describeOnBothDatabases('reminders of certificates', (getDb) => {
  let tenant: Awaited<ReturnType<typeof buildTenant>>;
  let system: Actor;

  beforeEach(async () => {
    overrideConfigForTests({
      smtp: { url: 'smtp://127.0.0.1:9', from: 'AdminX <adminx@example.com>' },
    });
    tenant = await buildTenant(getDb());
    system = Actor.system(tenant.id, 'certificate reminders');
    const key = await buildSigningKey(getDb(), tenant.id);
    await getDb().signingKey.update({ where: { id: key.id }, data: { notAfter: end } });
    const people = [
      { login: 'owner@example.com', role: 'OWNER' },
      { login: 'admin@example.com', role: 'ADMIN' },
      { login: 'support@example.com', role: 'SUPPORT' },
      { login: 'gone@example.com', role: 'ADMIN', disabledAt: new Date() },
    ] as const;
    for (const person of people) await buildUser(getDb(), tenant.id, person);
  });

  afterEach(() => {
    overrideConfigForTests();
  });

  it('go to owners and admins, once each however often this runs', async () => {
    expect(await remindOfCertificates(system, daysBefore(60))).toBe(2);
    expect(await remindOfCertificates(system, daysBefore(60))).toBe(0);
    expect(await remindOfCertificates(system, daysBefore(45))).toBe(0);
    const mails = await getDb().outgoingMail.findMany({ orderBy: { toAddress: 'asc' } });
    expect(mails.map(({ toAddress }) => toAddress)).toEqual([
      'admin@example.com',
      'owner@example.com',
    ]);
    expect(mails[0]).toMatchObject({ kind: 'certificate_expiring', uselessAfter: end });
  });

  it('go out 60, 30, 14, 7 and 1 days before, and on no other day', async () => {
    const days: number[] = [];
    for (let day = 90; day >= -2; day -= 1) {
      if ((await remindOfCertificates(system, daysBefore(day))) > 0) days.push(day);
    }
    expect(days).toEqual([60, 30, 14, 7, 1]);
  });

  it('say how long is left when mail was set up late', async () => {
    expect(await remindOfCertificates(system, daysBefore(20))).toBe(2);
    expect(await remindOfCertificates(system, daysBefore(14))).toBe(2);
  });

  it('are not stored without a mail server', async () => {
    overrideConfigForTests({ smtp: null });
    expect(await remindOfCertificates(system, daysBefore(7))).toBe(0);
    overrideConfigForTests({
      smtp: { url: 'smtp://127.0.0.1:9', from: 'AdminX <adminx@example.com>' },
    });
    expect(await remindOfCertificates(system, daysBefore(7))).toBe(2);
  });

  it('G1: tell nobody of another tenant', async () => {
    const other = await buildTenant(getDb());
    await buildUser(getDb(), other.id, { login: 'other@example.com', role: 'OWNER' });
    await remindOfCertificates(system, daysBefore(7));
    await remindOfCertificates(Actor.system(other.id, 'certificate reminders'), daysBefore(7));
    expect(await getDb().outgoingMail.count({ where: { tenantId: other.id } })).toBe(0);
    expect(await getDb().outgoingMail.count({ where: { toAddress: 'other@example.com' } })).toBe(0);
  });

  it('are for the system alone', async () => {
    const owner = buildPersonActor(tenant.id);
    await expect(remindOfCertificates(owner, daysBefore(7))).rejects.toMatchObject({
      code: 'request.forbidden',
    });
  });
});
