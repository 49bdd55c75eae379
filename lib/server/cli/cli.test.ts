import { once } from 'node:events';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '@/lib/db/open-database';
import { createTestInstallation, type TestInstallation } from '@/lib/testing/installation';
import { copyMigratedDatabase, createServerDatabase } from '@/lib/testing/test-databases';
import { makeFirstTenant } from '../testdata/in-this-process';

// Starts real processes, which takes seconds each on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let installation: TestInstallation;

beforeAll(async () => {
  installation = createTestInstallation();
  await copyMigratedDatabase(installation.dataDir);
  await installation.here(makeFirstTenant);
});

afterAll(() => installation.remove());

describe('the command line', () => {
  it('works without a server, beside one, and again when that was killed', async () => {
    const first = await installation.command('tenant', 'list', '--json');
    expect([first.code, first.err]).toEqual([0, '']);
    expect(first.json()).toMatchObject({ ok: true, result: { tenants: [{ name: 'Alpha' }] } });

    const server = installation.start('lib/server/testdata/command-server.ts');
    await server.waitForLine(/^port/);
    const url = 'http://b.localhost:3000';
    const made = await installation.command('tenant', 'create', '--name', 'Bravo', '--url', url);
    expect([made.code, made.err]).toEqual([0, '']);
    expect(made.out).toMatch(/ {2}http:\/\/b\.localhost:3000\/setup\/[\w-]{43}/);
    const link = await installation.command('owner-link', '--tenant', url, '--json');
    expect(link.json()).toMatchObject({ ok: true, result: { publicUrl: url } });
    const again = await installation.command('tenant', 'create', '--name', 'B', '--url', url);
    expect([again.code, again.out]).toEqual([1, '']);
    expect(again.err).toBe(`Bravo has ${url} already.\n`);

    await server.kill();
    const after = await installation.command('tenant', 'list');
    expect(after.out.split('\n')).toEqual([
      'http://localhost:3000  Alpha (people: 0, owners: 0)',
      `${url}  Bravo (people: 0, owners: 0)`,
    ]);
  });

  it('ends with 2 and a sentence when it does not understand, and with 0 for help', async () => {
    const wrong = await installation.command('tenant', 'creat');
    expect([wrong.code, wrong.out]).toEqual([2, '']);
    expect(wrong.err.split('\n')[0]).toBe('There is no command "tenant creat".');
    const help = await installation.command('--help');
    expect([help.code, help.err]).toEqual([0, '']);
    const json = await installation.command('owner-link', '--json');
    expect(json.json()).toEqual({ ok: false, sentences: ['--tenant URL is missing.'] });
  });

  it('verifies the event log of every tenant, and ends with 1 when a row was changed', async () => {
    const whole = await installation.command('audit', 'verify');
    expect(whole.code).toBe(0);
    expect(whole.out).toMatch(
      /b\.localhost:3000: nothing is wrong; events: \d+, last hash: [0-9a-f]{64}/,
    );
    const database = await openDatabase({
      kind: 'embedded',
      directory: join(installation.dataDir, 'database'),
    });
    const first = { action: 'tenant.created', targetLabel: 'Bravo' };
    await database.client.auditEvent.updateMany({
      where: first,
      data: { targetLabel: 'Bravissimo' },
    });
    await database.close();
    const changed = await installation.command('audit', 'verify', '--json');
    expect(changed.code).toBe(1);
    expect(changed.json()).toMatchObject({ ok: false });
    const url = 'http://localhost:3000';
    expect((await installation.command('audit', 'verify', '--tenant', url)).code).toBe(0);
  });

  it('makes no data where there is none', async () => {
    const empty = createTestInstallation();
    const end = await empty.command('tenant', 'list');
    expect([end.code, end.out]).toEqual([1, '']);
    expect(end.err).toContain(`There is no data in ${empty.dataDir}`);
    await empty.remove();
  });

  it('works on the database when the settings name a PostgreSQL server', async () => {
    const onServer = createTestInstallation({
      DATABASE_URL: await createServerDatabase('migrated'),
      ADMINX_MASTER_KEY: Buffer.alloc(32, 5).toString('base64'),
    });
    await onServer.here(makeFirstTenant);
    const end = await onServer.command('tenant', 'list', '--json');
    expect(end.json()).toMatchObject({ result: { tenants: [{ name: 'Alpha' }] } });
    await onServer.remove();
    const fresh = createTestInstallation({
      DATABASE_URL: await createServerDatabase('migrated'),
      ADMINX_MASTER_KEY: Buffer.alloc(32, 5).toString('base64'),
    });
    const verified = await fresh.command('audit', 'verify');
    expect([verified.code, verified.out]).toEqual([
      0,
      'There is no tenant yet, and so no event log.',
    ]);
    const behind = createTestInstallation({
      DATABASE_URL: await createServerDatabase('empty'),
      ADMINX_MASTER_KEY: Buffer.alloc(32, 5).toString('base64'),
    });
    expect((await behind.command('tenant', 'list')).err).toContain('has not been brought up');
    await Promise.all([fresh.remove(), behind.remove()]);
  });
});

describe('the socket of the running server', () => {
  it('lies in a folder only its user can enter, and hears nobody without the word of this start', async () => {
    const server = installation.start('lib/server/testdata/command-server.ts');
    await server.waitForLine(/^port/);
    const folder = join(installation.dataDir, 'control');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'token')).mode & 0o777).toBe(0o600);
    const token = readFileSync(join(folder, 'token'), 'utf8');
    const request = { command: 'tenant list', input: {} };

    const send = async (line: string) => {
      const socket = connect(join(folder, 'adminx.sock'));
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.write(line);
      return text(socket).catch(() => '');
    };
    expect(await send(`${JSON.stringify({ ...request, token })}\n`)).toContain('Alpha');
    expect(await send(`${JSON.stringify({ ...request, token: 'x'.repeat(43) })}\n`)).toBe('');
    expect(await send(`${JSON.stringify(request)}\n`)).toBe('');
    expect(await send('no json\n')).toBe('');
    expect(await send('x'.repeat(70_000))).toBe('');
    const unknown = await send(`${JSON.stringify({ ...request, token, command: 'x' })}\n`);
    expect(unknown).toContain('does not know this command');
    await server.kill();
  });

  it('is closed again to others at the next start, whatever was done to its folder', async () => {
    const folder = join(installation.dataDir, 'control');
    chmodSync(folder, 0o755);
    const server = installation.start('lib/server/testdata/command-server.ts');
    await server.waitForLine(/^port/);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    server.child.kill('SIGTERM');
    expect(await server.exited).toBe(0);
  });
});
