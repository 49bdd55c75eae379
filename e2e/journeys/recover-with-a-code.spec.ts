import { readFileSync } from 'node:fs';
import { expect, test } from '../fixtures/journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { becomeOwner, firstOwner } from '../fixtures/steps/first-run';
import {
  createNewPasskey,
  enterCode,
  makeRecoveryCodes,
  openDevice,
} from '../fixtures/steps/recovery';
import { searchForSecret } from '../fixtures/token-search';

test('a person keeps recovery codes, loses the device, and gets back in on a new one', async ({
  page,
  app,
  authenticator,
  browser,
  consoleGuard,
}) => {
  await becomeOwner(page, app.setupUrl);
  await page.goto(`${app.url}/account`);
  await takeScreenshots(page, 'account-one-passkey');

  const codes =
    await test.step('the codes are shown once, to copy, download and print', async () => {
      const shown = await makeRecoveryCodes(page, app.url);
      expect(new Set(shown).size).toBe(10);
      await takeScreenshots(page, 'account-new-codes');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download' }).click(),
      ]);
      const text = readFileSync(await download.path(), 'utf8');
      for (const code of shown) expect(text.split('\n')).toContain(code);
      await page.emulateMedia({ media: 'print' });
      await expect(page.getByRole('list', { name: 'Recovery codes' })).toBeVisible();
      await expect(page.getByRole('heading', { level: 1 })).toBeHidden();
      await page.emulateMedia({ media: null });
      await page.getByRole('button', { name: 'I have kept them' }).click();
      await expect(page.getByText('10 of 10 codes left.')).toBeVisible();
      return shown;
    });

  const phone = await openDevice(browser);
  const [first = '', second = ''] = codes;

  await test.step('the new device asks for login and code', async () => {
    await phone.page.goto(`${app.url}/sign-in`);
    await phone.page.getByRole('link', { name: 'Lost your device?' }).click();
    await expect(phone.page.getByRole('heading', { level: 1 })).toHaveText('Lost your device?');
    await takeScreenshots(phone.page, 'recover');
    await enterCode(phone.page, '', 'ABC');
    await expect(phone.page.getByText('Enter your login.')).toBeVisible();
    await takeScreenshots(phone.page, 'recover-invalid');
    await enterCode(phone.page, firstOwner.email, first.toLowerCase().replaceAll('-', ' '));
    await phone.page.waitForURL('**/recover/passkey');
    await takeScreenshots(phone.page, 'recover-passkey');
  });

  await test.step('before the passkey exists nothing is signed in', async () => {
    expect((await phone.page.request.get(`${app.url}/account`)).url()).toContain('/sign-in');
    await phone.page.reload();
    await createNewPasskey(phone.page);
    expect(await phone.authenticator.countPasskeys()).toBe(1);
    await expect(phone.page.getByText('9 of 10 codes left.')).toBeVisible();
    await expect(phone.page.getByText('You have a new passkey')).toBeVisible();
    await takeScreenshots(phone.page, 'account-recovered');
  });

  await test.step('the lost device is signed out and its passkey is worth nothing', async () => {
    // The sign-in page offers the old passkey by itself, if it is there long enough.
    consoleGuard.expect(/status of 401/);
    await page.goto(`${app.url}/account`);
    await page.waitForURL('**/sign-in**');
    expect(await authenticator.countPasskeys()).toBe(1);
    const rows = phone.page.getByRole('region', { name: 'Passkeys' }).getByRole('listitem');
    await expect(rows).toHaveCount(1);
  });

  await test.step('the code works once; the flow is over for everybody else', async () => {
    await page.goto(`${app.url}/recover/passkey`);
    await expect(page.getByRole('heading', { level: 1, name: 'This is over' })).toBeVisible();
    await takeScreenshots(page, 'recover-over');
  });

  await test.step('no code is in the log, the database or the address of a page', async () => {
    for (const code of [first, second]) {
      for (const written of [code, code.replaceAll('-', '')]) {
        const found = await searchForSecret(written, {
          files: { 'data directory': app.dataDir },
          texts: { log: app.printed() },
          database: `${app.dataDir}/database`,
          pages: [phone.page],
        });
        expect(found).toEqual([]);
      }
    }
  });

  await phone.close();
});

test('wrong codes are refused alike, and lock the account for a while', async ({
  page,
  app,
  authenticator: _authenticator,
  consoleGuard,
}) => {
  await becomeOwner(page, app.setupUrl);
  const [right = ''] = await makeRecoveryCodes(page, app.url);
  await page.context().clearCookies();
  consoleGuard.expect(/status of 4(?:01|29)/);
  const refused = page.getByText('This login and code do not let you in.');

  await page.goto(`${app.url}/recover`);
  await enterCode(page, 'nobody@marlowfinch.example', right);
  await expect(refused).toBeVisible();
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const answered = page.waitForResponse('**/api/recovery/codes');
    await enterCode(page, firstOwner.email, '0000-0000-0000-0000');
    expect((await answered).status()).toBe(401);
    await expect(refused).toBeVisible();
  }
  await takeScreenshots(page, 'recover-refused');
  await enterCode(page, firstOwner.email, right);
  await expect(page.getByText('Too many attempts.')).toBeVisible();
  await takeScreenshots(page, 'recover-locked');
});
