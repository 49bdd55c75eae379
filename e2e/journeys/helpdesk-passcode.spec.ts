import type { Page } from 'playwright';
import { expect, test } from '../fixtures/journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { becomeOwner } from '../fixtures/steps/first-run';
import { enrolFromLink } from '../fixtures/steps/passkey';
import { createPersonAndInvite, invite } from '../fixtures/steps/people';
import { createNewPasskey, enterCode, issuePasscode, openDevice } from '../fixtures/steps/recovery';
import { searchForSecret } from '../fixtures/token-search';

const person = {
  firstName: 'Zsófia',
  lastName: 'Kővári-Vandenberg',
  email: 'zsofia.kovari-vandenberg@marlowfinch.example',
};

test('support reads a passcode out, and the person gets in with a new device', async ({
  page,
  app,
  authenticator: _authenticator,
  browser,
}) => {
  await becomeOwner(page, app.setupUrl);
  const lost = await openDevice(browser);
  const support = await openDevice(browser);
  const fresh = await openDevice(browser);

  await test.step('there are support and a person with a passkey', async () => {
    await enrolFromLink(support.page, await createSupport(page, app.url));
    await enrolFromLink(lost.page, await createPersonAndInvite(page, app.url, person));
    await expect(lost.page.getByRole('heading', { level: 1, name: 'My account' })).toBeVisible();
    await takeScreenshots(lost.page, 'account-without-role');
  });

  const passcode = await test.step('support confirms who it is and gets a passcode', async () => {
    await support.page.goto(`${app.url}/users`);
    await support.page
      .getByRole('link', { name: new RegExp(person.lastName) })
      .first()
      .click();
    await expect(support.page.getByRole('heading', { name: 'Lost device' })).toBeVisible();
    await support.page.getByRole('button', { name: 'Issue passcode' }).click();
    const dialog = support.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Issue passcode' }).click();
    await expect(dialog.getByText('Choose how you confirmed who it is.')).toBeVisible();
    await takeScreenshots(support.page, 'passcode-form');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    const text = await issuePasscode(support.page);
    await takeScreenshots(support.page, 'passcode-issued');
    await support.page.getByRole('button', { name: 'Done' }).click();
    await expect(support.page.getByText('A passcode is open until')).toBeVisible();
    await takeScreenshots(support.page, 'user-passcode-open');
    return text;
  });

  await test.step('the person enters it on another device', async () => {
    await fresh.page.goto(`${app.url}/recover`);
    await enterCode(fresh.page, person.email, passcode);
    await fresh.page.waitForURL('**/recover/passkey');
    await support.page.reload();
    await expect(support.page.getByText('The passcode was entered')).toBeVisible();
    await createNewPasskey(fresh.page);
    expect(await fresh.authenticator.countPasskeys()).toBe(1);
  });

  await test.step('the old session is gone and the passcode used up', async () => {
    await lost.page.goto(`${app.url}/account`);
    await lost.page.waitForURL('**/sign-in**');
    await support.page.reload();
    await expect(support.page.getByText('The passcode was entered')).toBeHidden();
  });

  await test.step('the person is asked for a second passkey, until there is one', async () => {
    const nudge = fresh.page.getByRole('complementary', { name: 'Second passkey' });
    await fresh.page.goto(`${app.url}/account`);
    await expect(nudge).toBeVisible();
    await nudge.getByRole('button', { name: 'Not now' }).click();
    await fresh.page.reload();
    await expect(fresh.page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(nudge).toBeHidden();
  });

  await test.step('the passcode is in no log, row or address', async () => {
    for (const written of [passcode, passcode.replaceAll(' ', '')]) {
      const found = await searchForSecret(written, {
        files: { 'data directory': app.dataDir },
        texts: { log: app.printed() },
        database: `${app.dataDir}/database`,
        pages: [fresh.page, support.page],
      });
      expect(found).toEqual([]);
    }
  });

  for (const device of [lost, support, fresh]) await device.close();
});

/** The owner makes somebody support and invites them. */
async function createSupport(page: Page, appUrl: string): Promise<string> {
  await page.goto(`${appUrl}/users/new`);
  await page.getByLabel('First name').fill('Sam');
  await page.getByLabel('Last name').fill('Adeyemi');
  await page.getByLabel('Login').fill('sam.adeyemi@marlowfinch.example');
  await page.getByLabel('Role').selectOption('SUPPORT');
  await page.getByRole('button', { name: 'Create person' }).click();
  await page.waitForURL(/\/users\/[0-9a-f-]{36}$/u);
  return invite(page);
}
