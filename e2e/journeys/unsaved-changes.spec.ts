import { expect, test } from '../fixtures/journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { becomeOwner } from '../fixtures/steps/first-run';

test('nobody loses what was typed by leaving a form', async ({
  page,
  app,
  authenticator: _authenticator,
}) => {
  await becomeOwner(page, app.setupUrl);
  await page.goto(`${app.url}/users`);
  await page.getByRole('link', { name: 'Create person' }).click();
  const firstName = page.getByLabel('First name');
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  const stay = page.getByRole('button', { name: 'Stay on this page' });

  await test.step('an untouched form is left without a word', async () => {
    await expect(firstName).toBeVisible();
    await page.getByRole('link', { name: 'Applications' }).click();
    await page.waitForURL('**/applications');
    await page.goBack();
    await expect(firstName).toBeVisible();
  });

  await test.step('a link asks, and staying keeps everything', async () => {
    await firstName.fill('Grace');
    const link = page.getByRole('link', { name: 'Applications' });
    await link.click();
    await expect(question).toBeVisible();
    await takeScreenshots(page, 'unsaved-changes');
    await stay.click();
    await expect(question).toBeHidden();
    await expect(firstName).toHaveValue('Grace');
    await expect(link).toBeFocused();
  });

  await test.step('so do keys, the command menu and the back button', async () => {
    await page.locator('main').focus();
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await expect(question).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search and commands' }).fill('federation');
    await page.keyboard.press('Enter');
    await expect(question).toBeVisible();
    await stay.click();
    await page.evaluate(() => {
      window.history.back();
    });
    await expect(question).toBeVisible();
    await stay.click();
    await expect(firstName).toHaveValue('Grace');
  });

  await test.step('a reload asks in the words of the browser', async () => {
    const asked = page.waitForEvent('dialog');
    const reload = page.reload().catch(() => null);
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await reload;
    await expect(firstName).toHaveValue('Grace');
  });

  await test.step('who agrees leaves, and saving asks nothing', async () => {
    await page.getByRole('link', { name: 'Federation' }).click();
    await page.getByRole('button', { name: 'Leave without saving' }).click();
    await page.waitForURL('**/federation/samlv2');
    await page.goto(`${app.url}/users/new`);
    await firstName.fill('Grace');
    await page.getByLabel('Last name').fill('Hopper');
    await page.getByLabel('Login').fill('grace@marlowfinch.example');
    await page.getByRole('button', { name: 'Create person' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Grace Hopper' })).toBeVisible();
  });
});
