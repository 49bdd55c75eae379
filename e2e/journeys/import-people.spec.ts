import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { expect, test } from '../fixtures/journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { becomeOwner, firstOwner } from '../fixtures/steps/first-run';
import { createPerson } from '../fixtures/steps/people';

const zsofia = {
  firstName: 'Zsófia',
  lastName: 'Kővári',
  email: 'zsofia.kovari@marlowfinch.example',
};

const file = [
  'Username;E-Mail;First name;Surname;Groups;Role',
  'ZSOFIA.KOVARI@marlowfinch.example;;Zsófia;Kővári-Vandenberg;Entwicklung Köln;',
  `${firstOwner.email};;${firstOwner.firstName};${firstOwner.lastName};;OWNER`,
  'hanako.yamada@marlowfinch.example;hanako@marlowfinch.example;花子;山田;entwicklung köln;ADMIN',
  'maximiliane.von-hohenlohe-waldenburg-schillingsfuerst@marlowfinch.example;;Maximiliane-Henriette;von Hohenlohe-Waldenburg-Schillingsfürst;;',
  'zsоfia.kovari@marlowfinch.example;;Zsofia;Kovari;;',
  'noah.marlowfinch.example;;Noah;Okafor;;',
  'hanako.yamada@marlowfinch.example;;Hanako;Yamada;;',
  "li.wei@marlowfinch.example;;=HYPERLINK('x');Li;;",
  'ada.ghost@marlowfinch.example;;Ada;Ghost;Night shift Łódź;',
].join('\r\n');

async function choose(page: Page, name: string, content: string | Buffer): Promise<void> {
  await page.getByLabel('CSV file of people').setInputFiles({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(content as string),
  });
}

test('an owner imports people from a spreadsheet, and takes it back', async ({
  page,
  app,
  authenticator: _authenticator,
  consoleGuard,
}, testInfo) => {
  await becomeOwner(page, app.setupUrl);
  await createPerson(page, app.url, zsofia);
  await page.goto(`${app.url}/groups/new`);
  await page.getByLabel('Name').fill('Entwicklung Köln');
  await page.getByRole('button', { name: 'Create group' }).click();
  await page.waitForURL(/\/groups\/[0-9a-f-]{36}$/u);

  await test.step('nothing was imported yet', async () => {
    await page.goto(`${app.url}/users/import`);
    await expect(page.getByRole('heading', { name: 'No imports yet' })).toBeVisible();
    await takeScreenshots(page, 'imports-empty');
  });

  await test.step('a file that cannot be read is refused in plain words', async () => {
    consoleGuard.expect(/status of 422/u);
    await choose(page, 'old.csv', 'login,email\n"open,x\n');
    await expect(page.getByText('Line 2: The quotation marks do not match')).toBeVisible();
    await takeScreenshots(page, 'import-refused');
    await choose(page, 'latin.csv', Buffer.from('login,name\nä@b.example,x', 'latin1'));
    await expect(page.getByText('The file is not text in UTF-8.')).toBeVisible();
  });

  await test.step('a preview shows every change before it happens', async () => {
    await choose(page, 'new starters December.csv', file);
    await page.waitForURL(/\/users\/import\/[0-9a-f-]{36}$/u);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('new starters December.csv');
    await expect(page.getByText('Nothing has changed yet.')).toBeVisible();
    await takeScreenshots(page, 'import-preview');
    await expect(page.getByText('1 new group would be created')).toBeVisible();
    await page.getByRole('link', { name: /^Refused 2$/u }).click();
    await page.waitForURL(/view=REFUSED/u);
    await expect(page.getByText('An earlier line of the file has the same login.')).toBeVisible();
    await page.getByRole('link', { name: /^Worth a look 1$/u }).click();
    await expect(page.getByText('The login looks like the login of somebody else.')).toBeVisible();
  });

  await test.step('the refused lines can be downloaded', async () => {
    const starting = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download refused lines' }).click();
    const path = testInfo.outputPath('refused.csv');
    await (await starting).saveAs(path);
    expect(readFileSync(path, 'utf8').split('\r\n')[1]).toMatch(/^7,noah\.marlowfinch\.example,/u);
  });

  await test.step('it is applied', async () => {
    await page.getByRole('button', { name: 'Apply 6 changes' }).click();
    const dialog = page.getByRole('dialog', { name: 'Apply 6 changes' });
    await takeScreenshots(page, 'import-apply');
    await dialog.getByRole('button', { name: 'Apply 6 changes' }).click();
    await expect(page.getByText('Applied', { exact: true })).toBeVisible();
    await page.getByRole('link', { name: /^All lines 9$/u }).click();
    await expect(page.getByText('Created', { exact: true }).first()).toBeVisible();
    await takeScreenshots(page, 'import-applied');
    await page.getByRole('link', { name: 'hanako.yamada@marlowfinch.example' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '花子 山田' })).toBeVisible();
    await page.goBack();
  });

  await test.step('the people of a group are exported as the list shows them', async () => {
    await page.goto(`${app.url}/users`);
    await page.getByLabel('Group', { exact: true }).selectOption('Entwicklung Köln');
    await page.waitForURL(/group=/u);
    await expect(page.getByRole('link', { name: /Maximiliane/u })).toBeHidden();
    await takeScreenshots(page, 'users-by-group');
    const starting = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export as CSV' }).click();
    const path = testInfo.outputPath('people.csv');
    await (await starting).saveAs(path);
    const lines = readFileSync(path, 'utf8').trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('hanako@marlowfinch.example,花子,山田,Entwicklung Köln,none');
  });

  await test.step('a person joins and leaves a group on the own page', async () => {
    await page.getByRole('link', { name: /花子/u }).click();
    const leave = page.getByRole('button', { name: 'Remove from Entwicklung Köln' });
    consoleGuard.expect(/ERR_FAILED/u);
    await page.route('**/users/*', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      await expect(page.getByText('In no group.')).toBeVisible();
      return route.abort('failed');
    });
    await leave.click();
    await expect(page.getByText('The server did not answer.')).toBeVisible();
    await expect(leave).toBeVisible();
    await page.unroute('**/users/*');
    await leave.click();
    await expect(page.getByText('In no group.')).toBeVisible();
    await expect(page.getByRole('group', { name: 'Groups', exact: true })).toBeFocused();
    await page.getByLabel('Add to a group').selectOption('Entwicklung Köln');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByRole('link', { name: 'Entwicklung Köln' })).toBeVisible();
    await takeScreenshots(page, 'user-groups');
    await page.goto(`${app.url}/users/import`);
    await page.getByRole('link', { name: 'new starters December.csv' }).click();
  });

  await test.step('undoing shows first what it would do, then does it', async () => {
    await page.getByRole('link', { name: 'Undo import' }).click();
    await expect(page.getByText('5 people', { exact: true })).toBeVisible();
    await expect(page.getByText('Night shift Łódź', { exact: true })).toBeVisible();
    await takeScreenshots(page, 'import-undo');
    await page.getByRole('button', { name: 'Undo import' }).click();
    const dialog = page.getByRole('dialog', { name: 'Undo new starters December.csv' });
    await dialog
      .getByLabel('Type new starters December.csv to confirm')
      .fill('new starters December.csv');
    await dialog.getByRole('button', { name: 'Undo import' }).click();
    await expect(page.getByText('Undone', { exact: true })).toBeVisible();
    await page.goto(`${app.url}/users/import`);
    await takeScreenshots(page, 'imports');
  });
});
