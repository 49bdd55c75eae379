import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { buildTenant } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { chainEarlierEvents } from './audit-backfill';

describeOnBothDatabases('events from before the chain', (getDb) => {
  const insert = (tenantId: string, minute: number) =>
    getDb().auditEvent.create({
      data: {
        tenantId,
        occurredAt: new Date(Date.UTC(2026, 10, 20, 8, minute)),
        actorKind: 'SYSTEM',
        actorLabel: 'migration',
        action: 'user.created',
        targetType: 'user',
        targetId: randomUUID(),
        targetLabel: `person ${minute}`,
      },
    });

  it('are chained once, in the order of their time, and counted', async () => {
    const tenant = await buildTenant(getDb());
    for (const minute of [30, 10, 20]) await insert(tenant.id, minute);
    expect(await chainEarlierEvents(getDb())).toBe(3);
    const rows = await getDb().auditEvent.findMany({ orderBy: { sequence: 'asc' } });
    expect(rows.map(({ targetLabel, sequence }) => [targetLabel, sequence])).toEqual([
      ['person 10', 1n],
      ['person 20', 2n],
      ['person 30', 3n],
    ]);
    expect(rows[2]?.previousHash).toBe(rows[1]?.hash);
    expect(rows[0]?.searchText).toBe('migration user created person 10');
    expect(await getDb().auditDailyCount.findMany()).toMatchObject([{ count: 3 }]);
    expect(await chainEarlierEvents(getDb())).toBe(0);
  });

  it('do not include a row that was put beside a chain that had begun', async () => {
    const tenant = await buildTenant(getDb());
    await insert(tenant.id, 10);
    await chainEarlierEvents(getDb());
    await insert(tenant.id, 20);
    expect(await chainEarlierEvents(getDb())).toBe(0);
    expect(await getDb().auditEvent.count({ where: { sequence: null } })).toBe(1);
  });
});
