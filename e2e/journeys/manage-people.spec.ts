import type { Page } from 'playwright';
import { expect, test } from '../fixtures/journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { becomeOwner } from '../fixtures/steps/first-run';
import { createPerson } from '../fixtures/steps/people';

const crowd = [
  { firstName: 'Zsófia', lastName: 'Kővári-Vandenberg', email: 'zsofia@marlowfinch.example' },
  { firstName: 'Paul', lastName: 'Adeyemi', email: 'paul.adeyemi@marlowfinch.example' },
  { firstName: 'Grace', lastName: 'Hopper', email: 'grace.hopper@marlowfinch.example' },
] as const;

const rows = (page: Page) => page.getByRole('table', { name: 'People' }).getByRole('row');

test('an admin finds, edits, acts on and deletes people', async ({ page, app, authenticator }) => {
  test.setTimeout(240_000);
  await becomeOwner(page, app.setupUrl);
  expect(await authenticator.countPasskeys()).toBe(1);
  for (const person of crowd) await createPerson(page, app.url, person);

  await test.step('search, filters and order are in the address', async () => {
    await page.goto(`${app.url}/users`);
    await expect(page.getByText('4 people')).toBeVisible();
    await takeScreenshots(page, 'people');
    await page.getByRole('searchbox', { name: 'Search people' }).fill('kovari');
    await page.getByRole('main').getByRole('button', { name: 'Search' }).click();
    await page.waitForURL(/\?q=kovari$/u);
    await expect(rows(page)).toHaveCount(2);
    await page.getByLabel('State').selectOption('enrolled');
    await page.waitForURL(/state=enrolled/u);
    await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible();
    await takeScreenshots(page, 'people-nobody-matches');
    await page.getByRole('link', { name: /Remove filter State/u }).click();
    await expect(rows(page)).toHaveCount(2);
    await page.getByRole('link', { name: /Remove filter Search/u }).click();
    await expect(rows(page)).toHaveCount(5);
    await page.getByRole('link', { name: 'Name' }).click();
    await page.waitForURL(/sort=name$/u);
    await expect(rows(page).nth(1)).toContainText('Paul Adeyemi');
    await page.goto(`${app.url}/users?after=%00&sort=x&state=y&role=z&before=AAAA`);
    await expect(rows(page)).toHaveCount(5);
  });

  await test.step('a filter chosen while the page is still loading counts', async () => {
    let letScriptsCome = () => {};
    const chosen = new Promise<void>((resolve) => (letScriptsCome = resolve));
    await page.route('**/_next/static/**/*.js', async (route) => {
      await chosen;
      await route.continue();
    });
    const opening = page.goto(`${app.url}/users`);
    await page.getByLabel('State').selectOption('enrolled');
    letScriptsCome();
    await opening;
    await page.waitForURL(/state=enrolled/u);
    await expect(rows(page)).toHaveCount(2);
    await page.unroute('**/_next/static/**/*.js');
    await page.getByRole('link', { name: /Remove filter State/u }).click();
    await expect(rows(page)).toHaveCount(5);
  });

  await test.step('several people are invited at once, with a report for each', async () => {
    await page.getByRole('checkbox', { name: 'Select everybody on this page' }).check();
    await expect(page.getByText('4 selected')).toBeVisible();
    await takeScreenshots(page, 'people-selected');
    const selection = page.getByRole('group', { name: 'Selected people' });
    await selection.getByRole('button', { name: 'Invite' }).click();
    await page.getByRole('button', { name: 'Invite 4 people' }).click();
    const report = page.getByRole('dialog', { name: 'Invited: 3 of 4' });
    await expect(
      report.getByText('This person has a passkey already', { exact: false }),
    ).toBeVisible();
    await expect(report.getByText(/\/enrol\//u)).toHaveCount(3);
    await takeScreenshots(page, 'people-report');
    await report.getByRole('button', { name: 'Done' }).click();
    await expect(rows(page).filter({ hasText: 'Invited' })).toHaveCount(3);
  });

  await test.step('a row opens by a press anywhere, and has a menu', async () => {
    await page.getByRole('button', { name: 'Actions for Paul Adeyemi' }).click();
    await takeScreenshots(page, 'people-menu');
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await page.getByRole('button', { name: 'Disable Paul Adeyemi' }).click();
    await page
      .getByRole('dialog', { name: 'Disabled: 1 of 1' })
      .getByRole('button', { name: 'Done' })
      .click();
    await expect(rows(page).filter({ hasText: 'Paul Adeyemi' })).toContainText('Disabled');
    await rows(page).filter({ hasText: 'Grace Hopper' }).getByText('Never').click({ force: true });
    await expect(page.getByRole('heading', { level: 1, name: 'Grace Hopper' })).toBeVisible();
    await takeScreenshots(page, 'person-invited');
  });

  await test.step('a new login is looked at twice, and withdraws the invitation', async () => {
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Login').fill('paul.adeyerni@marlowfinch.example');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('Look at the login again')).toBeVisible();
    await takeScreenshots(page, 'person-edit-look-alike');
    await page.getByLabel('Login').fill('grace@marlowfinch.example');
    await page.getByLabel('First name').fill('Grace Brewster');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.waitForURL(/\/users\/[0-9a-f-]{36}$/u);
    await expect(
      page.getByRole('heading', { level: 1, name: 'Grace Brewster Hopper' }),
    ).toBeVisible();
    await expect(page.getByText('Not invited yet')).toBeVisible();
  });

  await test.step('a look-alike login is created only when it is meant', async () => {
    await page.goto(`${app.url}/users/new`);
    await page.getByLabel('First name').fill('Grace');
    await page.getByLabel('Last name').fill('Other');
    await page.getByLabel('Login').fill('grаce@marlowfinch.example');
    await page.getByRole('button', { name: 'Create person' }).click();
    await expect(page.getByRole('link', { name: 'grace@marlowfinch.example' })).toBeVisible();
    await takeScreenshots(page, 'person-new-look-alike');
    await page.getByRole('button', { name: 'Create person with this login' }).click();
    await page.waitForURL(/\/users\/[0-9a-f-]{36}$/u);
  });

  await test.step('a person is deleted after the login was typed', async () => {
    await page.getByRole('button', { name: 'Delete Grace Other' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete Grace Other' });
    const confirm = dialog.getByRole('button', { name: 'Delete Grace Other' });
    await expect(confirm).toBeDisabled();
    await dialog.getByRole('textbox').fill('grаce@marlowfinch.example');
    await confirm.click();
    await page.waitForURL(`${app.url}/users`);
    await expect(rows(page)).toHaveCount(5);
  });

  await test.step('the own page has no danger zone, and a foreign id is not found', async () => {
    await rows(page).filter({ hasText: 'Ada Okonkwo' }).getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1, name: 'Ada Okonkwo' })).toBeVisible();
    await expect(page.getByText('Danger zone')).toHaveCount(0);
    await takeScreenshots(page, 'person-enrolled');
    const foreign = `${app.url}/users/019ab0c0-0000-7000-8000-000000000000`;
    for (const address of [foreign, `${foreign}/edit`]) {
      // The skeleton was sent already, so the status is 200; what follows it is the refusal.
      expect(await (await page.request.get(address)).text()).toContain(
        'NEXT_HTTP_ERROR_FALLBACK;404',
      );
    }
  });
});
