import { describe, expect, it } from 'vitest';
import { describeOnBothDatabases } from '@/lib/testing/database';
import {
  buildApplication,
  buildAuthenticator,
  buildTenant,
  buildUser,
} from '@/lib/testing/builders';
import { createServerDatabase } from '@/lib/testing/test-databases';
import { isUpToDate } from './migrations-applied';
import { applyMigrations, readMigrations, readScripts } from './migrations';
import { openDatabase } from './open-database';

describe('migrations', () => {
  it('are applied once by several processes that start together on one server', async () => {
    const url = await createServerDatabase('empty');
    const databases = await Promise.all([1, 2, 3].map(() => openDatabase({ kind: 'server', url })));
    try {
      const applied = await Promise.all(databases.map((database) => applyMigrations(database)));
      const all = (await readMigrations()).migrationDirectories.map(({ path }) => path);
      expect(applied.flat().sort()).toEqual(all);
    } finally {
      await Promise.all(databases.map((database) => database.close()));
    }
  });
});

describeOnBothDatabases('a migrated database', (getDb) => {
  it('is known to be up to date, so that an ordinary start wakes no engine', async () => {
    expect(await isUpToDate(getDb(), await readScripts())).toBe(true);
  });

  it('is not up to date once this release brings another migration', async () => {
    const scripts = [...(await readScripts()), { name: '29990101000000_later', sql: 'SELECT 1' }];
    expect(await isUpToDate(getDb(), scripts)).toBe(false);
  });

  it('is refused by a release that is older than its data', async () => {
    await expect(isUpToDate(getDb(), [])).rejects.toThrow(/newer release of AdminX/);
  });

  it('keeps rows of every type', async () => {
    const tenant = await buildTenant(getDb());
    const user = await buildUser(getDb(), tenant.id, {
      createdAt: new Date('2026-03-29T01:30:00.123Z'),
    });
    await buildAuthenticator(getDb(), tenant.id, user.id, { signCount: 4_294_967_295n });
    await buildApplication(getDb(), tenant.id, {
      acsUrls: ['https://a.example/1', 'https://b.example/2'],
    });
    const found = await getDb().user.findFirstOrThrow({ include: { authenticators: true } });
    expect(found.createdAt.toISOString()).toBe('2026-03-29T01:30:00.123Z');
    expect(found.userHandle).toEqual(user.userHandle);
    expect(found.authenticators[0]?.signCount).toBe(4_294_967_295n);
    const application = await getDb().application.findFirstOrThrow();
    expect(application.acsUrls).toEqual(['https://a.example/1', 'https://b.example/2']);
  });

  it('is empty again for the next test', async () => {
    expect(await getDb().tenant.count()).toBe(0);
  });
});
