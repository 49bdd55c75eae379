import { expect, it } from 'vitest';
import { buildTenant, buildUser } from '@/lib/testing/builders';
import { describeOnEmbeddedDatabase } from '@/lib/testing/database';
import { refreshStatistics } from './statistics';

describeOnEmbeddedDatabase('the statistics of the planner', (getDb) => {
  it('are there after a refresh, which nothing else would make', async () => {
    await buildUser(getDb(), (await buildTenant(getDb())).id);
    const known = async () => {
      const rows = await getDb().$queryRaw<unknown[]>`
        SELECT 1 FROM pg_stats WHERE tablename = 'User' AND attname = 'login'`;
      return rows.length;
    };
    await refreshStatistics(getDb());
    expect(await known()).toBe(1);
  });
});
