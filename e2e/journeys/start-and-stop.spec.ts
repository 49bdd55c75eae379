import { connect, type Socket } from 'node:net';
import { expect, test } from '@playwright/test';
import { runToItsEnd, startAppServer } from '../fixtures/app-server';
import { fingerprintData, storeTwoTenants } from '../fixtures/attacked-tenants';
import { runOperatorCommand } from '../fixtures/steps/operator';

/** A request of which only the beginning ever comes. */
async function openRequest(url: string): Promise<Socket> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  const head = ['POST /api/auth/sign-out HTTP/1.1', `Host: ${host}`, `Origin: ${url}`];
  socket.write([...head, 'Content-Length: 100', '', '{'].join('\r\n'));
  return socket;
}

test('a start that cannot be is refused with one sentence, and disturbs nobody', async () => {
  const app = await startAppServer({}, { fromNothing: true });
  try {
    await test.step('the port is taken', async () => {
      const { port } = new URL(app.url);
      const second = await runToItsEnd({ ADMINX_PORT: port, ADMINX_BASE_URL: app.url });
      expect(second.code).toBe(1);
      expect(second.printed).toContain('AdminX did not start.');
      expect(second.printed).toContain(
        `Port ${port} is in use by another program; stop it, or choose another with ADMINX_PORT.`,
      );
    });

    await test.step('the data are taken', async () => {
      const second = await runToItsEnd({ ADMINX_DATA_DIR: app.dataDir });
      expect(second.code).toBe(1);
      expect(second.printed).toContain(
        `Another process holds the data directory ${app.dataDir} (pid ${String(app.pid())})`,
      );
    });

    await test.step('a setting is wrong', async () => {
      const wrong = await runToItsEnd({ ADMINX_PORT: 'eighty' });
      expect(wrong.code).toBe(1);
      expect(wrong.printed).toContain('ADMINX_PORT must be a whole number from 1 to 65535.');
    });

    expect((await fetch(`${app.url}/api/health/ready`)).status).toBe(200);
  } finally {
    await app.stop();
  }
});

test('the first SIGTERM waits for what is running, the second ends at once', async () => {
  const app = await startAppServer({}, { fromNothing: true });
  try {
    await test.step('without requests the first is enough', async () => {
      app.tell('SIGTERM');
      expect(await app.ended()).toBe(0);
      await app.restart();
    });

    await test.step('with one that does not end, the second ends the server', async () => {
      const socket = await openRequest(app.url);
      app.tell('SIGTERM');
      // The first step has it printed once; two signals sent together would count as one.
      const timesTold = () => app.printed().split('Once more to stop at once.').length - 1;
      await expect.poll(timesTold).toBe(2);
      app.tell('SIGTERM');
      expect(await app.ended()).toBe(1);
      socket.destroy();
    });

    await test.step('nothing of it is in the way of the next start', async () => {
      await app.restart();
      expect((await fetch(`${app.url}/api/health/ready`)).status).toBe(200);
    });
  } finally {
    await app.stop();
  }
});

test('the attack self-test passes on what was built, and leaves nothing behind', async () => {
  const app = await startAppServer();
  try {
    await app.halt('SIGTERM');
    await storeTwoTenants(app);
    await app.restart();
    await app.halt('SIGTERM');
    const before = await fingerprintData(app);
    await app.restart();
    const { code, output } = await runOperatorCommand(
      app,
      ...['self-test', '--tenant', app.url, '--only', 'A28,C14,C24,C27,D5,D6,D7'],
    );
    expect(output).toMatch(/^C24 {2}passed {2}/mu);
    expect(output).toContain(`${app.url}: 7 of 7 passed`);
    expect(output).not.toMatch(/FAILED|not tried/u);
    expect(code).toBe(0);
    await app.halt('SIGTERM');
    const after = await fingerprintData(app);
    const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
    // That it ran, and how it ended; a start makes the link of the first run anew.
    const meant = ['AuditChain', 'AuditDailyCount', 'AuditEvent', 'SetupLink'];
    expect(changed.filter((table) => !meant.includes(table))).toEqual([]);
  } finally {
    await app.stop();
  }
});
