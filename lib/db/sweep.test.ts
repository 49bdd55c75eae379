import { expect, it } from 'vitest';
import { buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { sweepExpiredRows } from './sweep';

const now = new Date('2026-11-23T10:00:00Z');
const before = new Date('2026-11-23T09:59:59Z');
const after = new Date('2026-11-23T10:00:01Z');
const limits = { idleSeconds: 3600 };

describeOnBothDatabases('the sweep', (getDb) => {
  it('deletes expired challenges, counters and links and keeps the others', async () => {
    const challenge = { purpose: 'SIGN_IN' as const, challenge: 'c', browserHash: 'b' };
    for (const expiresAt of [before, after]) {
      await getDb().webauthnChallenge.create({ data: { ...challenge, expiresAt } });
      await getDb().setupLink.create({ data: { tokenHash: expiresAt.toISOString(), expiresAt } });
      await getDb().rateLimit.create({
        data: { key: expiresAt.toISOString(), count: 1, windowEndsAt: expiresAt },
      });
    }
    expect(await sweepExpiredRows(getDb(), now, limits)).toBe(3);
    const left = await getDb().webauthnChallenge.findMany();
    expect(left.map(({ expiresAt }) => expiresAt)).toEqual([after]);
  });

  it('deletes sessions past the absolute or the idle limit and keeps the others', async () => {
    const tenant = await buildTenant(getDb());
    const user = await buildUser(getDb(), tenant.id);
    const idleTooLong = new Date('2026-11-23T08:59:59Z');
    const rows = [
      { tokenHash: 'expired', expiresAt: before, lastSeenAt: before },
      { tokenHash: 'idle', expiresAt: after, lastSeenAt: idleTooLong },
      { tokenHash: 'alive', expiresAt: after, lastSeenAt: before },
    ];
    const common = { tenantId: tenant.id, userId: user.id, authenticatedAt: before };
    await getDb().session.createMany({ data: rows.map((row) => ({ ...common, ...row })) });
    await sweepExpiredRows(getDb(), now, limits);
    const left = await getDb().session.findMany();
    expect(left.map(({ tokenHash }) => tokenHash)).toEqual(['alive']);
  });

  it('deletes previews of imports nobody applied in a week, and keeps what was applied', async () => {
    const { id: tenantId } = await buildTenant(getDb());
    const counts = { createCount: 0, updateCount: 0, sameCount: 0, refusedCount: 0 };
    const common = { tenantId, createdById: tenantId, createdByLogin: 'ada', ...counts };
    const old = new Date('2026-11-16T09:59:59Z');
    const rows = [
      { fileName: 'old', createdAt: old },
      { fileName: 'new', createdAt: before },
      { fileName: 'applied', createdAt: old, status: 'APPLIED' as const },
    ];
    await getDb().userImport.createMany({ data: rows.map((row) => ({ ...common, ...row })) });
    expect(await sweepExpiredRows(getDb(), now, limits)).toBe(1);
    const left = await getDb().userImport.findMany({ orderBy: { fileName: 'asc' } });
    expect(left.map(({ fileName }) => fileName)).toEqual(['applied', 'new']);
  });

  it('deletes messages 90 days after they were sent or given up, and none that waits', async () => {
    const tenant = await buildTenant(getDb());
    const old = new Date(now.getTime() - 91 * 86_400_000);
    const common = {
      tenantId: tenant.id,
      kind: 'invitation',
      masterKeyId: 'k',
      nextAttemptAt: old,
    };
    await getDb().outgoingMail.createMany({
      data: [
        { ...common, toAddress: 'sent', status: 'SENT', createdAt: old },
        { ...common, toAddress: 'failed', status: 'FAILED', createdAt: old },
        { ...common, toAddress: 'waiting', status: 'WAITING', createdAt: old },
        { ...common, toAddress: 'new', status: 'SENT', createdAt: before },
      ],
    });
    await sweepExpiredRows(getDb(), now, limits);
    const left = await getDb().outgoingMail.findMany({ orderBy: { toAddress: 'asc' } });
    expect(left.map(({ toAddress }) => toAddress)).toEqual(['new', 'waiting']);
  });
});
