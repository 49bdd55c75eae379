import { expect, it } from 'vitest';
import { inTransaction } from '@/lib/db/database';
import { buildAnonymousActor, buildPersonActor, buildTenant } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { recordAudit } from './record-audit';

const target = { type: 'user', id: '0190', label: 'ada@example.com' };

describeOnBothDatabases('the audit', (getDb) => {
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
    });
  });

  it('forgets an action whose transaction failed', async () => {
    const tenant = await buildTenant(getDb());
    const failing = inTransaction(async (tx) => {
      await recordAudit(tx, buildAnonymousActor(tenant.id), 'user.sign_in_refused', target);
      throw new Error('the change failed');
    });
    await expect(failing).rejects.toThrow('the change failed');
    expect(await getDb().auditEvent.count()).toBe(0);
  });
});
