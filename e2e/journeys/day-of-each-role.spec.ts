import type { Page } from 'playwright';
import { expect, test } from '../fixtures/journey';
import { peopleByRole, peopleCompany } from '../fixtures/peopled-company';
import { takeScreenshots } from '../fixtures/screenshots';
import { issuePasscode } from '../fixtures/steps/recovery';

const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const places = (page: Page) => page.getByRole('navigation', { name: 'Portal' }).getByRole('link');
const tabs = (page: Page, name: string) => page.getByRole('navigation', { name }).getByRole('link');

async function findPerson(page: Page, url: string, search: string, name: string): Promise<void> {
  await page.goto(`${url}/users?q=${encodeURIComponent(search)}`);
  await page.getByRole('main').getByRole('link', { name }).click();
  await expect(title(page, name)).toBeVisible();
}

/** Nothing of these is on the page, as a button or as a link. */
async function expectNotOffered(page: Page, names: readonly (string | RegExp)[]): Promise<void> {
  for (const name of names) {
    await expect(page.getByRole('main').getByRole('button', { name })).toHaveCount(0);
    await expect(page.getByRole('main').getByRole('link', { name })).toHaveCount(0);
  }
}

test('everybody finds what their day needs, and is not offered what they may not', async ({
  app,
  consoleGuard,
  context,
  page,
}) => {
  const { signIn, company } = await peopleCompany(app);
  const { url } = app;
  const everyPlace = [
    ...['Dashboard', 'Users', 'Applications', 'Directory', 'Federation', 'Reports', 'Settings'],
  ];

  await test.step('owner: gives a role away and decides how long events are kept', async () => {
    await signIn(context, 'OWNER');
    await page.goto(url);
    await expect(places(page)).toHaveText(everyPlace);
    await page.goto(`${url}/settings/roles?q=colleague.001`);
    await page.getByRole('button', { name: /^Give a role: Imani Nwosu/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Role of Imani Nwosu' });
    await dialog.getByRole('radio', { name: 'Support' }).check();
    await dialog.getByRole('button', { name: 'Make support' }).click();
    await expect(page.getByRole('button', { name: 'Change role: Imani Nwosu' })).toBeVisible();
    await page.goto(`${url}/settings/retention`);
    await expect(page.getByRole('button', { name: 'Change retention' })).toBeVisible();
  });

  await test.step('admin: brings people in, and hands out no roles', async () => {
    await signIn(context, 'ADMIN');
    await page.goto(`${url}/users?state=not_enrolled`);
    await expect(page.getByRole('link', { name: 'Create person' })).toBeVisible();
    await findPerson(page, url, 'colleague.012', 'Maria del Carmen Haddad');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await expect(page.getByRole('dialog').getByText(/\/enrol\/[\w-]+$/u)).toBeVisible();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.goto(`${url}/settings/roles`);
    await expectNotOffered(page, [/^Give a role/, /^Change role/]);
    await page.goto(`${url}/users/${company.people.OWNER}`);
    await expect(title(page, 'Ada Okonkwo')).toBeVisible();
    await expectNotOffered(page, ['Edit', 'Issue passcode', /^Delete/, /^Disable/]);
  });

  await test.step('support: reads why it failed and helps, and changes nobody', async () => {
    await signIn(context, 'SUPPORT');
    await findPerson(page, url, 'kovari', 'Zsófia Kővári-Vandenberg');
    await expect(page.getByText('The last sign-in failed')).toBeVisible();
    await expect(page.getByText('a passcode under Lost device leads to a new one')).toBeVisible();
    await expectNotOffered(page, ['Edit', /^Delete/, /^Disable/, /^Invite/, 'Create person']);
    await takeScreenshots(page, 'day-of-support');
    await issuePasscode(page);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.goto(`${url}/settings`);
    await expect(tabs(page, 'Settings')).toHaveText(['Mail', 'About']);
    await page.getByRole('link', { name: 'About' }).click();
    await expect(title(page, 'About')).toBeVisible();
    await expect(page.getByText('The same as in this browser.')).toBeVisible();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: /^Copy all/ }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^AdminX: \d+\.\d+\.\d+\n/);
    expect(copied).toContain(`Tenant: ${url}\n`);
    await takeScreenshots(page, 'about');
    await page.goto(`${url}/users/import`);
    await expect(page.getByText('There is nothing at this address')).toBeVisible();
  });

  await test.step('auditor: reads, exports and verifies, and changes nothing', async () => {
    await signIn(context, 'AUDITOR');
    await page.goto(`${url}/reports?action=user.role_changed`);
    await expect(page.getByText(`${peopleByRole.OWNER.login} `).first()).toBeVisible();
    const exporting = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export CSV' }).click();
    expect((await exporting).suggestedFilename()).toMatch(/\.csv$/);
    await page.goto(`${url}/reports/verify`);
    await page.getByRole('button', { name: 'Verify all events' }).click();
    await expect(
      page
        .getByRole('main')
        .getByText(/whole|verified/i)
        .last(),
    ).toBeVisible();
    await page.goto(`${url}/users`);
    await expectNotOffered(page, ['Create person', 'Invite', /^Disable/]);
    await expect(tabs(page, 'People')).toHaveText(['People', 'Groups']);
    await page.goto(`${url}/applications/${company.ids.application}`);
    await expectNotOffered(page, [/^Disable/, /^Enable/]);
    await page.goto(`${url}/settings`);
    await expect(tabs(page, 'Settings')).toHaveText([
      ...['Admins and roles', 'Mail', 'Retention', 'About'],
    ]);
  });

  await test.step('no role: opens applications, looks after the own passkeys, and there is no portal', async () => {
    await signIn(context, 'NONE');
    await page.goto(url);
    await expect(title(page, 'My applications')).toBeVisible();
    await expect(places(page)).toHaveText(['My applications', 'My account']);
    await takeScreenshots(page, 'my-applications');
    await page.getByRole('link', { name: 'My account' }).click();
    await expect(title(page, 'My account')).toBeVisible();
    await expect(page.getByText('2 codes left')).toBeVisible();
    await takeScreenshots(page, 'account-two-codes-left');
    await page.getByRole('button', { name: 'Make new codes' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make new codes' }).click();
    await expect(page.getByRole('dialog', { name: 'Confirm with your passkey' })).toBeVisible();
    await takeScreenshots(page, 'account-passkey-again');
    consoleGuard.expect(/status of 404/);
    for (const path of ['/dashboard', '/users', '/settings', '/reports']) {
      expect((await page.goto(`${url}${path}`))?.status(), path).toBe(404);
    }
  });
});
