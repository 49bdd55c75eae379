import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { describeOnBothDatabases } from '@/lib/testing/database';
import { createTestInstallation, type TestInstallation } from '@/lib/testing/installation';
import { copyMigratedDatabase, createServerDatabase } from '@/lib/testing/test-databases';
import { fillWithSecrets, makeFirstTenant, sayHowManyOpen } from './testdata/in-this-process';

// Starts real processes, which takes seconds each on a busy machine.
vi.setConfig({ testTimeout: 300_000 });

const secrets = 150;

async function prepare(variables: Record<string, string> = {}): Promise<TestInstallation> {
  const installation = createTestInstallation(variables);
  if (!variables['DATABASE_URL']) await copyMigratedDatabase(installation.dataDir);
  await installation.here(makeFirstTenant);
  await installation.here(() => fillWithSecrets(secrets));
  return installation;
}

function newKeyFile(installation: TestInstallation, name = 'new.key'): string {
  const path = join(installation.folder, name);
  writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  return path;
}

/** What a start on the data, killed or not, finds in it. */
const openedBy = (installation: TestInstallation) => installation.here(sayHowManyOpen);

it('a change of the master key that is killed again and again ends whole, and the old key opens nothing', async () => {
  const installation = await prepare();
  const file = newKeyFile(installation);
  const rotate = ['master-key', 'rotate', '--new-key-file', file];
  for (const delayMs of [0, 150, 600]) {
    const run = installation.start('lib/server/cli/main.ts', rotate);
    while (!run.errors().includes('Encrypting') && run.child.exitCode === null) await sleep(5);
    await sleep(delayMs);
    await run.kill();
    expect(await openedBy(installation)).toBe(`opened ${secrets}`);
  }
  const other = newKeyFile(installation, 'other.key');
  const refused = await installation.command('master-key', 'rotate', '--new-key-file', other);
  expect(refused.code).toBe(1);
  const end = await installation.command(...rotate);
  // Killed after the very end there is nothing left to do; every other time this run ended it.
  expect(end.err + end.out).toMatch(/was changed from|is on master key \w+ already/);
  expect(await openedBy(installation)).toBe(`opened ${secrets}`);

  const names = readdirSync(installation.configDir).sort();
  expect(names).toEqual(['master.key', expect.stringMatching(/^master\.key\.[0-9a-f]{16}$/)]);
  const key = join(installation.configDir, 'master.key');
  expect(readFileSync(key, 'utf8')).toBe(readFileSync(file, 'utf8'));
  copyFileSync(join(installation.configDir, names[1] ?? ''), key);
  expect(await openedBy(installation)).toMatch(/The data belongs to master key/);
  await installation.remove();
});

it('a start finds the new key when the change was killed before the key file was replaced', async () => {
  const installation = await prepare();
  const file = newKeyFile(installation);
  const before = readFileSync(join(installation.configDir, 'master.key'));
  await installation.command('master-key', 'rotate', '--new-key-file', file);
  const key = join(installation.configDir, 'master.key');
  copyFileSync(key, `${key}.next`);
  writeFileSync(key, before, { mode: 0o600 });
  expect(await openedBy(installation)).toBe(`opened ${secrets}`);
  expect(readFileSync(key, 'utf8')).toBe(readFileSync(file, 'utf8'));
  expect(existsSync(`${key}.next`)).toBe(false);
  await installation.remove();
});

it('replicas on a PostgreSQL server go on storing and opening secrets while the key changes', async () => {
  const oldKey = randomBytes(32).toString('base64');
  const DATABASE_URL = await createServerDatabase('migrated');
  const installation = await prepare({ DATABASE_URL, ADMINX_MASTER_KEY: oldKey });
  const replicas = [1, 2].map(() => installation.start('lib/server/testdata/use-secrets.ts'));
  await Promise.all(replicas.map((replica) => replica.waitForLine(/^round 1:/)));
  const file = newKeyFile(installation);
  const end = await installation.command('master-key', 'rotate', '--new-key-file', file, '--json');
  expect(end.json()).toMatchObject({ ok: true });
  expect(end.out).toContain(`set ADMINX_MASTER_KEY to what is in ${file}`);
  expect(end.out + end.err).not.toContain(readFileSync(file, 'utf8').trim());
  const rounds = replicas.map(({ lines }) => lines.length);
  for (const [index, replica] of replicas.entries()) {
    await vi.waitUntil(() => replica.lines.length > (rounds[index] ?? 0) + 3, { timeout: 60_000 });
    expect([replica.child.exitCode, replica.errors()]).toEqual([null, '']);
    await replica.kill();
  }
  expect(await openedBy(installation)).toMatch(/The data belongs to master key/);
  const moved = createTestInstallation({
    DATABASE_URL,
    ADMINX_MASTER_KEY: readFileSync(file, 'utf8').trim(),
  });
  expect(await openedBy(moved)).toMatch(/^opened \d+$/);
  await Promise.all([installation.remove(), moved.remove()]);
});

describeOnBothDatabases('a change of the master key', (getDb) => {
  it('knows every table that says which master key its secrets are under', async () => {
    const rows = await getDb().$queryRaw<{ name: string }[]>`
      SELECT table_name AS "name" FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'masterKeyId' ORDER BY 1`;
    // A new one needs a function in lib/services/operator/rotate-master-key.ts.
    expect(rows.map(({ name }) => name)).toEqual(['Installation', 'OutgoingMail', 'SigningKey']);
  });
});
