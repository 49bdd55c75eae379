import type { Page } from 'playwright';
import { expect, test } from '../fixtures/journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { becomeOwner, firstOwner } from '../fixtures/steps/first-run';

const menu = (page: Page) => page.getByRole('dialog', { name: 'Search and commands' });
const box = (page: Page) => page.getByRole('combobox', { name: 'Search and commands' });
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

test('an owner goes everywhere by keyboard, by the command menu and by single keys', async ({
  page,
  app,
  authenticator: _authenticator,
  consoleGuard,
}) => {
  await becomeOwner(page, app.setupUrl);
  await page.goto(`${app.url}/applications`);

  await test.step('Ctrl-K offers the places and what can be done', async () => {
    await page.keyboard.press('Control+k');
    await expect(box(page)).toBeFocused();
    await expect(page.getByRole('option', { name: 'Users', exact: true })).toBeVisible();
    await expect(page.getByRole('option', { name: 'Create person' })).toBeVisible();
    await takeScreenshots(page, 'command-menu');
    await page.keyboard.press('Escape');
    await expect(menu(page)).toBeHidden();
  });

  await test.step('a person is found by name and opened with Enter', async () => {
    await page.getByRole('button', { name: 'Search and commands' }).first().click();
    await box(page).pressSequentially('okonk');
    await expect(page.getByRole('option', { name: /Ada Okonkwo/ })).toBeVisible();
    await takeScreenshots(page, 'command-menu-person');
    await page.keyboard.press('Enter');
    await expect(title(page, `${firstOwner.firstName} ${firstOwner.lastName}`)).toBeVisible();
    await expect(page.locator('main')).toBeFocused();
  });

  await test.step('what nothing matches is said, and so is a search that failed', async () => {
    await page.keyboard.press('Control+k');
    await box(page).fill('zzzz');
    await expect(page.getByText('Nothing matches “zzzz”.')).toBeVisible();
    await takeScreenshots(page, 'command-menu-empty');
    consoleGuard.expect(/ERR_FAILED/);
    await page.route('**/api/search*', (route) => route.abort());
    await box(page).fill('ada');
    await expect(page.getByRole('option', { name: /could not be searched/ })).toBeVisible();
    await takeScreenshots(page, 'command-menu-failed');
    await page.unroute('**/api/search*');
    await page.getByRole('option', { name: /could not be searched/ }).click();
    await expect(page.getByRole('option', { name: /Ada Okonkwo/ })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('actions: the certificate is saved, the theme changes', async () => {
    await page.keyboard.press('Control+k');
    await box(page).fill('pem');
    const saving = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    expect((await saving).suggestedFilename()).toMatch(/\.pem$/);
    await page.keyboard.press('Control+k');
    await box(page).fill('theme dark');
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await page.keyboard.press('Control+k');
    await box(page).fill('theme like');
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  });

  await test.step('g and a letter go places, / finds the search, ? lists the keys', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('u');
    await expect(title(page, 'Users')).toBeVisible();
    await expect(page.locator('main')).toBeFocused();
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox').first()).toBeFocused();
    await page.keyboard.type('g?a/');
    await expect(page.getByRole('searchbox').first()).toHaveValue('g?a/');
    await page.locator('main').focus();
    await page.keyboard.press('?');
    const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(keys.getByText('Go to Users')).toBeVisible();
    await takeScreenshots(page, 'keys');
    await keys.getByRole('checkbox', { name: 'Single keys' }).uncheck();
    await page.keyboard.press('Escape');
    await expect(keys).toBeHidden();
  });

  await test.step('switched off, single keys do nothing, and Ctrl-K still works', async () => {
    await page.reload();
    await page.locator('main').focus();
    await page.keyboard.press('?');
    await page.keyboard.press('Control+k');
    await expect(box(page)).toBeFocused();
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeHidden();
  });
});
