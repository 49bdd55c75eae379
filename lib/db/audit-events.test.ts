import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { TenantId } from '@/lib/shared/tenant-id';
import { buildTenant } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { appendToChain } from './audit-chain';
import { findAuditEvent, listAuditEvents, type AuditEventQuery } from './audit-events';
import { inTransaction } from './database';
import { toSearchText } from './word-search';

const ada = randomUUID();
const application = randomUUID();

describeOnBothDatabases('the events of a tenant', (getDb) => {
  interface Told {
    readonly action: string;
    readonly actorUserId?: string;
    readonly targetType?: string;
    readonly targetId?: string;
    readonly label?: string;
    readonly ip?: string;
  }

  /** Appends one event a minute from 08:00 on. */
  async function tell(tenantId: TenantId, ...events: Told[]): Promise<void> {
    for (const [minute, event] of events.entries()) {
      const { label = 'somebody', ip = '192.0.2.1', actorUserId = null } = event;
      await inTransaction((tx) =>
        appendToChain(tx, tenantId, {
          now: new Date(Date.UTC(2026, 10, 23, 8, minute)),
          events: [
            {
              ...{ actorKind: 'PERSON', actorUserId, actorLabel: label, action: event.action },
              ...{ targetType: event.targetType ?? 'user', targetId: event.targetId ?? 'x' },
              ...{ targetLabel: 'target', changes: null, reason: null, ip, userAgent: null },
              searchText: toSearchText(label, event.action),
            },
          ],
        }),
      );
    }
  }

  async function arrange(): Promise<TenantId> {
    const { id } = await buildTenant(getDb());
    await tell(
      id,
      { action: 'user.signed_in', targetId: ada },
      { action: 'user.disabled', actorUserId: ada, targetId: ada },
      { action: 'application.opened', targetType: 'application', targetId: application },
      { action: 'user.signed_in', actorUserId: ada, label: 'Zsófia Kővári', ip: '192.0.2.9' },
      { action: 'user.created' },
      { action: 'application.refused', targetType: 'application', targetId: application },
    );
    return id;
  }

  async function find(tenantId: TenantId, query: Partial<AuditEventQuery>): Promise<number[]> {
    const rows = await listAuditEvents(getDb(), tenantId, { take: 10, ...query });
    return rows.map(({ sequence }) => Number(sequence));
  }

  it('come newest first, in pages that neither miss nor repeat', async () => {
    const id = await arrange();
    expect(await find(id, {})).toEqual([6, 5, 4, 3, 2, 1]);
    expect(await find(id, { take: 2 })).toEqual([6, 5]);
    expect(await find(id, { take: 2, before: 5n })).toEqual([4, 3]);
    expect(await find(id, { after: 4n, oldestFirst: true })).toEqual([5, 6]);
  });

  it('are found by action, person, application, address, words and time, and all of it at once', async () => {
    const id = await arrange();
    const time = (minute: number) => new Date(Date.UTC(2026, 10, 23, 8, minute));
    expect(await find(id, { actions: ['user.signed_in', 'user.created'] })).toEqual([5, 4, 1]);
    expect(await find(id, { actions: [] })).toEqual([]);
    expect(await find(id, { aboutUserId: ada })).toEqual([4, 2, 1]);
    expect(await find(id, { aboutUserId: ada, actions: ['user.signed_in'] })).toEqual([4, 1]);
    expect(await find(id, { applicationId: application })).toEqual([6, 3]);
    expect(await find(id, { ip: '192.0.2.9' })).toEqual([4]);
    expect(await find(id, { search: 'kővári sign' })).toEqual([4]);
    // Beginnings so short are looked for along the newest events first, then by the index.
    expect(await find(id, { search: 'si' })).toEqual([4, 1]);
    expect(await find(id, { search: 'so si' })).toEqual([1]);
    expect(await find(id, { search: 'si', take: 1 })).toEqual([4]);
    expect(await find(id, { search: 'si', take: 1, oldestFirst: true })).toEqual([1]);
    expect(await find(id, { search: 'si', take: 1, before: 4n })).toEqual([1]);
    expect(await find(id, { search: 'si', after: 1n, before: 4n })).toEqual([]);
    expect(await find(id, { search: `'; DROP TABLE "AuditEvent" --` })).toEqual([]);
    expect(await find(id, { from: time(2), to: time(4) })).toEqual([4, 3]);
    expect(await find(id, { from: time(30) })).toEqual([]);
    const all = { search: 'zsó', ip: '192.0.2.9', actions: ['user.signed_in'], aboutUserId: ada };
    expect(await find(id, { ...all, from: time(1), to: time(9), before: 5n })).toEqual([4]);
  });

  it('G1: are those of this tenant only', async () => {
    const id = await arrange();
    const other = await arrange();
    expect(await find(id, { aboutUserId: ada })).toEqual([4, 2, 1]);
    const [event] = await listAuditEvents(getDb(), other, { take: 1 });
    expect(await findAuditEvent(getDb(), other, event?.id ?? '')).toMatchObject({ sequence: 6n });
    expect(await findAuditEvent(getDb(), id, event?.id ?? '')).toBeNull();
  });
});
