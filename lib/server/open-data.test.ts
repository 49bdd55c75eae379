import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseConfig, type Config } from '@/lib/config/config';
import { overrideConfigForTests } from '@/lib/config/config';
import { forgetMasterKeyForTests } from '@/lib/crypto/master-key';
import { getDatabase } from '@/lib/db/database';
import { listExpiredSetupRuns } from '@/lib/db/setup-runs';
import { buildAuthenticator, buildTenant, buildUser } from '@/lib/testing/builders';
import { startTestProcess } from '@/lib/testing/child-process';
import { copyMigratedDatabase, createServerDatabase } from '@/lib/testing/test-databases';
import { restoreFolders, swapFolders } from './backup/restore-files';
import { openData } from './open-data';

// Each opens a real embedded directory; the first has it created, which is slow on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'adminx-data-'));
});

afterEach(() => {
  overrideConfigForTests();
  forgetMasterKeyForTests();
  rmSync(directory, { recursive: true });
});

function settingsWith(fill: number, variables: Record<string, string> = {}): Config {
  const settings = parseConfig({
    ADMINX_DATA_DIR: join(directory, 'data'),
    ADMINX_MASTER_KEY: Buffer.alloc(32, fill).toString('base64'),
    ...variables,
  });
  overrideConfigForTests(settings);
  forgetMasterKeyForTests();
  return settings;
}

describe('the data of an installation', () => {
  it('is refused with a sentence under another master key', async () => {
    await (await openData(settingsWith(1))).close();
    await expect(openData(settingsWith(2))).rejects.toThrow(/belongs to master key [0-9a-f]{16}/);
    await (await openData(settingsWith(1))).close();
  });

  it('is refused under another base URL once somebody has a passkey, and moves before', async () => {
    await copyMigratedDatabase(join(directory, 'data'));
    const first = await openData(settingsWith(1));
    const tenant = await buildTenant(getDatabase(), { publicUrl: 'http://localhost:3000' });
    const user = await buildUser(getDatabase(), tenant.id);
    await first.close();

    const moved = await openData(settingsWith(1, { ADMINX_BASE_URL: 'https://id.example.com' }));
    const { publicUrl } = await getDatabase().tenant.findFirstOrThrow();
    expect(publicUrl).toBe('https://id.example.com');
    await buildAuthenticator(getDatabase(), tenant.id, user.id);
    await moved.close();

    await expect(openData(settingsWith(1))).rejects.toThrow(
      '1 person has enrolled passkeys under https://id.example.com',
    );
  });

  it('is the old one again when what was put in its place cannot be opened', async () => {
    for (const name of ['data', 'other']) await copyMigratedDatabase(join(directory, name));
    const foreign = await openData(settingsWith(2, { ADMINX_DATA_DIR: join(directory, 'other') }));
    await foreign.close();
    const data = await openData(settingsWith(1));
    await buildTenant(getDatabase(), { name: 'Kept' });
    const folders = restoreFolders(join(directory, 'data'), new Date());
    renameSync(join(directory, 'other', 'database'), folders.staged);
    const swap = swapFolders(join(directory, 'data'), folders);
    await expect(data.exchange(swap)).rejects.toThrow('belongs to master key');
    expect((await getDatabase().tenant.findFirstOrThrow()).name).toBe('Kept');
    expect(
      readdirSync(join(directory, 'data')).filter((name) => name.startsWith('database')),
    ).toEqual(['database']);
    await data.close();
  });

  it.each([
    ['ends at once the leases of a process that is gone, behind its lock', 'embedded'],
    ['leaves leases alone on a PostgreSQL server, where another replica may work', 'server'],
  ])('%s', async (_behaviour, kind) => {
    const url = kind === 'server' ? await createServerDatabase('empty') : null;
    if (kind === 'embedded') await copyMigratedDatabase(join(directory, 'data'));
    const settings = settingsWith(1, url === null ? {} : { DATABASE_URL: url });
    const killed = await openData(settings);
    const { id: tenantId } = await buildTenant(getDatabase());
    const { id: createdById } = await buildUser(getDatabase(), tenantId);
    const leaseUntil = new Date(Date.now() + 3_600_000);
    const run = { orgUrl: 'https://acme.okta.com', orgId: '1', pipeline: 'idx', createdById };
    await getDatabase().setupRun.create({
      data: { tenantId, ...run, status: 'APPLYING', leaseUntil },
    });
    await killed.close();

    const data = await openData(settings);
    const expired = await listExpiredSetupRuns(getDatabase(), tenantId, new Date());
    expect(expired).toHaveLength(kind === 'embedded' ? 1 : 0);
    await data.close();
  });

  it('is refused with a sentence without the password when the server does not answer', async () => {
    const DATABASE_URL = 'postgresql://adminx:s3cr3t@127.0.0.1:1/adminx';
    const error = await openData(settingsWith(1, { DATABASE_URL })).catch(
      (reason: unknown) => reason,
    );
    expect(String(error)).toContain('The PostgreSQL server at 127.0.0.1:1');
    expect(String(error)).not.toContain('s3cr3t');
  });

  it('is opened by three processes that start together on one empty PostgreSQL server', async () => {
    const variables = {
      DATABASE_URL: await createServerDatabase('empty'),
      ADMINX_MASTER_KEY: Buffer.alloc(32, 3).toString('base64'),
      ADMINX_LOG_LEVEL: 'silent',
    };
    const replicas = [1, 2, 3].map(() =>
      startTestProcess('lib/server/testdata/open-and-stop.ts', { variables }),
    );
    const ends = await Promise.all(replicas.map(({ exited }) => exited));
    expect(replicas.map(({ lines, errors }) => [...lines, errors()])).toEqual(
      Array.from({ length: 3 }, () => ['open', '']),
    );
    expect(ends).toEqual([0, 0, 0]);
  });
});
