import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '../fixtures/journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { becomeOwner, firstOwner } from '../fixtures/steps/first-run';
import { askWithHeaders, runOperatorCommand } from '../fixtures/steps/operator';
import { confirmWithPasskey } from '../fixtures/steps/passkey';
import { createNewPasskey, openDevice } from '../fixtures/steps/recovery';

test('the operator makes a second tenant, and neither sees anything of the other', async ({
  page,
  app,
  authenticator,
  browser,
  consoleGuard,
}) => {
  await becomeOwner(page, app.setupUrl);
  const other = app.url.replace('localhost', 'b.localhost');
  const cookies = await page.context().cookies(app.url);
  await page.goto(`${app.url}/users`);
  const person = page.getByRole('link', { name: new RegExp(firstOwner.lastName) }).first();
  const foreign = new URL((await person.getAttribute('href')) ?? '', app.url).pathname;
  let link = '';

  await test.step('the command line prints a link, beside the running server', async () => {
    const made = await runOperatorCommand(
      app,
      ...['tenant', 'create', '--name', 'Bravo Works', '--url', other],
    );
    expect(made.code).toBe(0);
    link = /http\S+\/setup\/\S+/.exec(made.output)?.[0] ?? '';
    expect(new URL(link).origin).toBe(other);
    const again = await runOperatorCommand(app, 'tenant', 'create', '--name', 'B', '--url', other);
    expect([again.code, again.output]).toEqual([1, `Bravo Works has ${other} already.\n`]);
  });

  await test.step('G1: the link does not work at the first tenant', async () => {
    consoleGuard.expect(/status of 404/);
    const answer = await page.goto(link.replace('b.localhost', 'localhost'));
    expect(answer?.status()).toBe(404);
  });

  await test.step('whoever opens it becomes the owner there, once', async () => {
    await page.goto(link);
    await expect(
      page.getByRole('heading', { level: 1, name: 'Become an owner of Bravo Works' }),
    ).toBeVisible();
    await expect(page.getByLabel('Organisation')).toHaveCount(0);
    await takeScreenshots(page, 'second-tenant-setup');
    await page.getByLabel('First name').fill('Bea');
    await page.getByLabel('Last name').fill('Boss');
    await page.getByLabel('E-mail address').fill('bea@bravo.example');
    await page.getByRole('button', { name: 'Create passkey and finish' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/setup/'));
    expect(await authenticator.countPasskeys()).toBe(2);
    expect((await page.goto(link))?.status()).toBe(404);
  });

  await test.step('G1: nothing of the first tenant is there', async () => {
    await page.goto(`${other}/users`);
    await expect(page.getByText('bea@bravo.example').first()).toBeVisible();
    await expect(page.getByText(firstOwner.email)).toHaveCount(0);
    await page.goto(other + foreign);
    await expect(page.getByText('There is nothing at this address')).toBeVisible();
    await expect(page.getByText(firstOwner.lastName)).toHaveCount(0);
    await page.goto(`${app.url}/users`);
    await expect(page.getByText(firstOwner.email).first()).toBeVisible();
    await expect(page.getByText('bea@bravo.example')).toHaveCount(0);
  });

  await test.step('G1: a session of the first tenant opens nothing at the second', async () => {
    const host = new URL(other).host;
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const signedIn = await askWithHeaders(`${app.url}/users`, {
      host: new URL(app.url).host,
      cookie,
    });
    expect(signedIn.status).toBe(200);
    expect((await askWithHeaders(`${other}/users`, { host, cookie })).status).toBe(307);
  });

  await test.step('D5: metadata follow the exact host and nothing else', async () => {
    const ask = (headers: Record<string, string>) =>
      askWithHeaders(`${app.url}/saml/metadata`, headers);
    const [hostA, hostB] = [new URL(app.url).host, new URL(other).host];
    const metadataA = (await ask({ host: hostA })).body;
    const metadataB = (await ask({ host: hostB })).body;
    expect(metadataA).toContain(`entityID="${app.url}/saml/metadata"`);
    expect(metadataB).toContain(`entityID="${other}/saml/metadata"`);
    const certificate = /<(?:\w+:)?X509Certificate>([^<]+)</;
    expect(certificate.exec(metadataA)?.[1]).not.toBe(certificate.exec(metadataB)?.[1]);
    const forged = { host: hostA, 'x-forwarded-host': hostB, forwarded: `host=${hostB}` };
    expect((await ask(forged)).body).toBe(metadataA);
    for (const host of ['evil.example', `x.${hostB}`, 'b.localhost']) {
      expect((await ask({ host })).status).toBe(404);
    }
  });

  await test.step('the owner signs in there with the passkey made there', async () => {
    await page.context().clearCookies();
    await page.goto(`${other}/users`);
    await confirmWithPasskey(page);
    await expect(page.getByText('bea@bravo.example').first()).toBeVisible();
  });

  const device = await openDevice(browser);

  await test.step('an owner who lost every passkey gets in by a link of the operator', async () => {
    const asked = ['owner-link', '--tenant', other, '--login', 'bea@bravo.example'];
    const made = await runOperatorCommand(app, ...asked);
    expect(made.code).toBe(0);
    const back = /http\S+\/recover\/link\/\S+/.exec(made.output)?.[0] ?? '';
    expect(new URL(back).origin).toBe(other);

    // Scanners of mail and browsers that look ahead ask like this; neither uses it up.
    const { host } = new URL(other);
    for (const method of ['HEAD', 'GET'] as const) {
      const looked = await askWithHeaders(back, { host, 'sec-purpose': 'prefetch' }, method);
      expect(looked.status).toBe(200);
    }
    const elsewhere = await askWithHeaders(back, { host: new URL(app.url).host });
    expect(elsewhere.status).toBe(404);

    await device.page.goto(back);
    await takeScreenshots(device.page, 'owner-link');
    await device.page.getByRole('button', { name: 'Use link in this browser' }).click();
    await device.page.waitForURL('**/recover/passkey');
    expect((await askWithHeaders(back, { host })).status).toBe(404);
    await page.goto(`${other}/recover/passkey`);
    await expect(page.getByRole('heading', { name: 'This is over' })).toBeVisible();
    await createNewPasskey(device.page);
    await device.page.goto(`${other}/users`);
    await expect(device.page.getByText('bea@bravo.example').first()).toBeVisible();
    const used = await device.page.goto(back);
    expect(used?.status()).toBe(404);
    await takeScreenshots(device.page, 'owner-link-used');

    const lost = await page.context().cookies(other);
    const cookie = lost.map(({ name, value }) => `${name}=${value}`).join('; ');
    expect((await askWithHeaders(`${other}/users`, { host, cookie })).status).toBe(307);
  });

  await test.step('a back-up brings back what was, while the server runs', async () => {
    const file = join(dirname(app.dataDir), 'journey.backup');
    expect((await runOperatorCommand(app, 'backup', '--to', file)).code).toBe(0);
    const late = app.url.replace('localhost', 'late.localhost');
    await runOperatorCommand(app, 'tenant', 'create', '--name', 'Late', '--url', late);
    const { host } = new URL(late);
    const answers = async () => (await askWithHeaders(`${late}/saml/metadata`, { host })).status;
    expect(await answers()).toBe(200);
    expect((await runOperatorCommand(app, 'restore', '--from', file)).code).toBe(0);
    expect(await answers()).toBe(404);
    const list = await runOperatorCommand(app, 'tenant', 'list');
    expect(list.output).toContain('Bravo Works (people: 1, owners: 1)');
    expect(list.output).not.toContain('Late');
    await device.page.goto(`${other}/users`);
    await confirmWithPasskey(device.page);
    await expect(device.page.getByText('bea@bravo.example').first()).toBeVisible();
  });

  await test.step('the master key changes while people work, and the next start knows it', async () => {
    const newKeyFile = join(dirname(app.dataDir), 'new.key');
    writeFileSync(newKeyFile, randomBytes(32).toString('base64'), { mode: 0o600 });
    const rotated = await runOperatorCommand(
      app,
      ...['master-key', 'rotate', '--new-key-file', newKeyFile],
    );
    expect(rotated.output).toContain('The master key was changed');
    await device.page.reload();
    await expect(device.page.getByText('bea@bravo.example').first()).toBeVisible();
    consoleGuard.expect(/ERR_|Failed to fetch|network error/u);
    await app.halt('SIGTERM');
    await app.restart();
    await device.page.context().clearCookies();
    await device.page.goto(`${other}/users`);
    await confirmWithPasskey(device.page);
    await expect(device.page.getByText('bea@bravo.example').first()).toBeVisible();
    const verified = await runOperatorCommand(app, 'audit', 'verify');
    expect([verified.code, verified.output]).toEqual([0, expect.stringContaining(other)]);
    await device.close();
  });
});
