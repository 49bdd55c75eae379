import { expect, it } from 'vitest';
import { buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { withdrawShortLived } from './after-restore';

describeOnBothDatabases('a copy of the data that was put back', (getDb) => {
  it('mails no invitation of then, whose link does not work, and keeps the other messages', async () => {
    const { id: tenantId } = await buildTenant(getDb());
    const { id: userId } = await buildUser(getDb(), tenantId);
    const mail = { tenantId, userId, toAddress: 'ada@example.com', masterKeyId: 'key' };
    for (const kind of ['invitation', 'recovered']) {
      await getDb().outgoingMail.create({ data: { ...mail, kind, nextAttemptAt: new Date() } });
    }
    await withdrawShortLived(getDb());
    const kept = await getDb().outgoingMail.findMany({ select: { kind: true } });
    expect(kept).toEqual([{ kind: 'recovered' }]);
  });
});
