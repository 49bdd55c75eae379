import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TestProcess } from '@/lib/testing/child-process';
import { createTestInstallation, type TestInstallation } from '@/lib/testing/installation';
import { copyMigratedDatabase } from '@/lib/testing/test-databases';
import { makeFirstTenant } from '../testdata/in-this-process';

// Starts real processes, which takes seconds each on a busy machine.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let installation: TestInstallation;
let file: string;

beforeAll(async () => {
  installation = createTestInstallation();
  file = join(installation.folder, 'one.backup');
  await copyMigratedDatabase(installation.dataDir);
  await installation.here(makeFirstTenant);
});

afterAll(() => installation.remove());

async function startServer(): Promise<{ url: string; server: TestProcess }> {
  const server = installation.start('lib/server/testdata/command-server.ts');
  const port = (await server.waitForLine(/^port/)).split(' ')[1] ?? '';
  return { url: `http://127.0.0.1:${port}/`, server };
}

async function stop(server: TestProcess): Promise<void> {
  server.child.kill('SIGTERM');
  expect(await server.exited).toBe(0);
}

const read = async (url: string) => (await (await fetch(url)).json()) as string[];
const write = async (url: string) => (await fetch(url, { method: 'POST' })).text();

/** Stores without a pause until told to stop; gives what was acknowledged, in order. */
function keepWriting(url: string): { stop: () => Promise<string[]>; names: string[] } {
  const names: string[] = [];
  const state = { isOver: false };
  const work = (async () => {
    while (!state.isOver) names.push(await write(url));
  })();
  return {
    names,
    stop: async () => {
      state.isOver = true;
      await work;
      return names;
    },
  };
}

describe('back-up and restore', () => {
  it('bring back exactly the state of the back-up, both beside a server people write to', async () => {
    const { url, server } = await startServer();
    const writing = keepWriting(url);
    await vi.waitUntil(() => writing.names.length > 20, { timeout: 60_000 });
    const before = [...writing.names];
    const made = await installation.command('backup', '--to', file, '--json');
    expect([made.code, made.err]).toEqual([0, '']);
    const atEnd = writing.names.length;
    await vi.waitUntil(() => writing.names.length > atEnd + 20, { timeout: 60_000 });
    const acknowledged = await writing.stop();
    expect(await read(url)).toEqual(acknowledged);
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const header = JSON.parse(readFileSync(file, 'utf8').split('\n')[0] ?? '') as {
      manifest: string;
    };
    const manifest = JSON.parse(header.manifest) as { counts: Record<string, number> };
    const restored = await installation.command('restore', '--from', file);
    expect(restored.code).toBe(0);
    expect(restored.out).toContain('is kept in');
    const found = await read(url);
    expect(found).toEqual(acknowledged.slice(0, manifest.counts['Group']));
    expect(found.length).toBeGreaterThanOrEqual(before.length);
    expect(found.length).toBeLessThan(acknowledged.length);
    expect(await write(url)).not.toBe('');
    expect((await read(url)).length).toBe(found.length + 1);
    await stop(server);
    const kept = readdirSync(installation.dataDir).filter((name) => name.startsWith('database.'));
    expect(kept).toEqual([expect.stringMatching(/^database\.before-restore-\d{8}T\d{6}Z$/)]);
  });

  it('does not hold the master key', () => {
    const key = readFileSync(join(installation.configDir, 'master.key'), 'utf8').trim();
    const bytes = readFileSync(file);
    expect(bytes.includes(key)).toBe(false);
    expect(bytes.includes(Buffer.from(key, 'base64'))).toBe(false);
  });

  it('overwrites no file and writes none into the data', async () => {
    const twice = await installation.command('backup', '--to', file);
    expect([twice.code, twice.err]).toEqual([1, `${file} exists already; choose another name.\n`]);
    const inside = await installation.command('backup', '--to', join(installation.dataDir, 'x'));
    expect(inside.err).toContain('would be lost with it');
    expect(readdirSync(installation.folder).sort()).toEqual(['config', 'data', 'one.backup']);
  });

  it('refuses a damaged or altered file and leaves the data as it is', async () => {
    const { url, server } = await startServer();
    const found = await read(url);
    const bytes = readFileSync(file);
    const bent = join(installation.folder, 'bent.backup');
    const damaged = Buffer.from(bytes);
    damaged[damaged.length - 100] = (damaged.at(-100) ?? 0) ^ 1;
    const text = bytes.toString('latin1');
    const altered = text.replace(/\\"Group\\":\d+/, '\\"Group\\":1');
    const cases: [Buffer, string][] = [
      [damaged, 'its data is not what its manifest says'],
      [bytes.subarray(0, bytes.length - 10), 'its data is not what its manifest says'],
      [Buffer.from(altered, 'latin1'), 'was altered'],
      [Buffer.from('something else'), 'is no back-up of AdminX'],
    ];
    for (const [content, sentence] of cases) {
      writeFileSync(bent, content);
      const end = await installation.command('restore', '--from', bent);
      expect([end.code, end.out]).toEqual([1, '']);
      expect(end.err).toContain(sentence);
    }
    const missing = await installation.command('restore', '--from', `${bent}.not`);
    expect(missing.err).toContain('cannot be read (ENOENT)');
    expect(await read(url)).toEqual(found);
    await stop(server);
  });

  it('works without a server, on a new machine that has the master key', async () => {
    const fresh = createTestInstallation({ ADMINX_CONFIG_DIR: installation.configDir });
    const end = await fresh.command('restore', '--from', file, '--json');
    expect(end.json()).toMatchObject({ ok: true, result: { tenants: 1 } });
    expect((await fresh.command('tenant', 'list')).out).toContain('Alpha');
    const without = createTestInstallation();
    const refused = await without.command('restore', '--from', file);
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.err).toMatch(/The back-up belongs to master key [0-9a-f]{16}/);
    await Promise.all([fresh.remove(), without.remove()]);
  });

  it('a restore that was killed between its two renames is taken back at the next start', async () => {
    const { dataDir } = installation;
    const names = {
      kept: 'database.before-restore-20991231T000000Z',
      staged: 'database.restoring-x',
    };
    renameSync(join(dataDir, 'database'), join(dataDir, names.kept));
    mkdirSync(join(dataDir, names.staged));
    expect((await installation.command('tenant', 'list')).out).toContain('Alpha');
    const left = readdirSync(dataDir);
    expect(left).toContain('database');
    expect(left).not.toContain(names.kept);
    expect(left).not.toContain(names.staged);
  });
});
