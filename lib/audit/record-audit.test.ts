import { describe, expect, it } from 'vitest';
import { hashAuditEvent } from '@/lib/db/audit-hash';
import { inTransaction } from '@/lib/db/database';
import type { JsonValue } from '@/lib/shared/audit-chain-form';
import { firstPreviousHash } from '@/lib/shared/audit-chain-form';
import { buildAnonymousActor, buildPersonActor, buildTenant } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { cleanChanges, cleanText } from './clean-text';
import { recordAudit } from './record-audit';

const target = { type: 'user', id: '0190', label: 'ada@example.com' };

describeOnBothDatabases('the audit', (getDb) => {
  const listChain = () => getDb().auditEvent.findMany({ orderBy: { sequence: 'asc' } });

  it('keeps who did what to whom, from where, before and after', async () => {
    const tenant = await buildTenant(getDb());
    const actor = buildPersonActor(tenant.id, { login: 'olivia@example.com' });
    const changes = { disabled: { before: false, after: true } };
    await recordAudit(getDb(), actor, 'user.disabled', target, changes);
    const [event] = await getDb().auditEvent.findMany();
    expect(event).toMatchObject({
      tenantId: tenant.id,
      actorKind: 'PERSON',
      actorLabel: 'olivia@example.com',
      action: 'user.disabled',
      targetLabel: 'ada@example.com',
      changes,
      ip: '192.0.2.7',
      searchText: 'olivia example com user disabled ada example com 192 0 2 7',
    });
  });

  it('forgets an action whose transaction failed, without a gap', async () => {
    const tenant = await buildTenant(getDb());
    const actor = buildAnonymousActor(tenant.id);
    await recordAudit(getDb(), actor, 'user.signed_in', target);
    const failing = inTransaction(async (tx) => {
      await recordAudit(tx, actor, 'user.sign_in_refused', target);
      throw new Error('the change failed');
    });
    await expect(failing).rejects.toThrow('the change failed');
    await recordAudit(getDb(), actor, 'user.signed_in', target);
    expect((await listChain()).map(({ sequence }) => sequence)).toEqual([1n, 2n]);
    expect(await getDb().auditDailyCount.findMany()).toMatchObject([
      { action: 'user.signed_in', reason: '', count: 2 },
    ]);
  });

  it('chains every event to the one before, the rest of the transaction done', async () => {
    const tenant = await buildTenant(getDb());
    const actor = buildPersonActor(tenant.id);
    const reason = 'auth.person_disabled';
    const changes = {
      'z ä': { before: [], after: ['b', 'a'] },
      aa: { after: 1.5 },
      b: { after: null },
    };
    await inTransaction(async (tx) => {
      await recordAudit(tx, actor, 'user.edited', target, changes);
      await recordAudit(tx, actor, 'user.sign_in_refused', target, undefined, { reason });
      expect(await tx.auditEvent.count()).toBe(0);
    });
    const [first, second] = await listChain();
    expect(first).toMatchObject({ sequence: 1n, previousHash: firstPreviousHash });
    expect(second).toMatchObject({ sequence: 2n, previousHash: first?.hash, reason });
    for (const row of [first, second]) {
      if (!row) throw new Error('An event is missing');
      const content = {
        ...row,
        sequence: String(row.sequence),
        occurredAt: row.occurredAt.toISOString(),
        changes: row.changes as JsonValue,
        previousHash: row.previousHash ?? '',
      };
      expect(hashAuditEvent(content)).toBe(row.hash);
    }
    expect(await getDb().auditChain.findMany()).toMatchObject([
      { tenantId: tenant.id, lastSequence: 2n, lastHash: second?.hash, removedSequence: 0n },
    ]);
  });

  it('keeps one chain without gaps under fifty transactions at once', async () => {
    const tenants = [await buildTenant(getDb()), await buildTenant(getDb())] as const;
    const work = Array.from({ length: 50 }, (_, index) =>
      inTransaction(async (tx) => {
        const order = index % 2 === 0 ? tenants : [tenants[1], tenants[0]];
        for (const { id } of order) {
          await recordAudit(tx, buildAnonymousActor(id), 'user.signed_in', target);
        }
      }),
    );
    await Promise.all(work);
    for (const { id: tenantId } of tenants) {
      const rows = (await listChain()).filter((row) => row.tenantId === tenantId);
      expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, i) => BigInt(i + 1)));
      expect(rows).toHaveLength(50);
      expect(rows.slice(1).map((row) => row.previousHash)).toEqual(
        rows.slice(0, -1).map((row) => row.hash),
      );
    }
  }, 60_000);
});

describe('what goes into the audit', () => {
  it('G11: loses line breaks, escapes of terminals and changes of direction', () => {
    expect(cleanText('ada\r\n2026 INFO all is well\u001b[2J\u202Egnp.exe')).toBe(
      'ada\uFFFD\uFFFD2026 INFO all is well\uFFFD[2J\uFFFDgnp.exe',
    );
    expect(cleanText('half \uD83D and whole 😀')).toBe('half \uFFFD and whole 😀');
    expect(cleanChanges({ text: { after: 'one\r\ntwo\u0000\u001b' } })).toEqual({
      text: { after: 'one\ntwo\uFFFD\uFFFD' },
    });
  });

  it('G11: is never endless', () => {
    expect(cleanText('x'.repeat(5000))).toHaveLength(512);
    expect(cleanChanges('x'.repeat(5000))).toHaveLength(2048);
    expect(cleanChanges(new Array(5000).fill(1))).toHaveLength(200);
  });
});
