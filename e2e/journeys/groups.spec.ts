import { expect, test } from '../fixtures/journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { becomeOwner } from '../fixtures/steps/first-run';
import { createPerson } from '../fixtures/steps/people';

const people = [
  { firstName: 'Zsófia', lastName: 'Kővári', email: 'zsofia.kovari@marlowfinch.example' },
  { firstName: '花子', lastName: '山田', email: 'hanako.yamada@marlowfinch.example' },
  {
    firstName: 'Maximiliane-Henriette',
    lastName: 'von Hohenlohe-Waldenburg-Schillingsfürst',
    email: 'maximiliane.von-hohenlohe-waldenburg@marlowfinch.example',
  },
];

test('an owner makes groups, fills one, and deletes one', async ({
  page,
  app,
  authenticator: _authenticator,
  consoleGuard,
}) => {
  await becomeOwner(page, app.setupUrl);
  for (const person of people) await createPerson(page, app.url, person);
  await takeScreenshots(page, 'person-long-name');

  await test.step('there are none yet', async () => {
    await page.goto(`${app.url}/groups`);
    await expect(page.getByRole('heading', { name: 'No groups yet' })).toBeVisible();
    await takeScreenshots(page, 'groups-empty');
  });

  const create = async (name: string, description: string) => {
    await page.goto(`${app.url}/groups/new`);
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Description').fill(description);
    await page.getByRole('button', { name: 'Create group' }).click();
  };

  await test.step('a group is created', async () => {
    await create('Entwicklung Köln', 'Everybody who writes or reviews code at the Rhine.');
    await expect(page.getByRole('heading', { level: 1, name: 'Entwicklung Köln' })).toBeVisible();
  });

  await test.step('its name is taken, however it is written', async () => {
    await create('ENTWICKLUNG KO\u0308LN', '');
    await expect(page.getByText('A group has this name already.')).toBeVisible();
    await expect(page.getByLabel('Name')).toHaveValue('ENTWICKLUNG KO\u0308LN');
    await takeScreenshots(page, 'group-name-taken');
    await page.getByLabel('Name').fill('開発部 東京');
    await page.getByRole('button', { name: 'Create group' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '開発部 東京' })).toBeVisible();
  });

  await test.step('many people are added at once', async () => {
    await page.goto(`${app.url}/groups`);
    await page.getByRole('link', { name: 'Entwicklung Köln' }).click();
    await page.getByRole('button', { name: 'Add people' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add people to Entwicklung Köln' });
    await dialog.getByLabel('Search people').fill('zso');
    await dialog.getByRole('checkbox', { name: /Zsófia/ }).check();
    await dialog.getByLabel('Search people').fill('');
    await dialog.getByRole('checkbox', { name: /花子/ }).check();
    await dialog.getByRole('checkbox', { name: /Maximiliane/ }).check();
    await takeScreenshots(page, 'group-add-people');
    await dialog.getByRole('button', { name: 'Add 3 people' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('link', { name: '花子 山田' })).toBeVisible();
    await takeScreenshots(page, 'group');
  });

  await test.step('one is searched and removed by keyboard', async () => {
    await page.getByLabel('Search people of this group').fill('hanako');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/groups/*?q=hanako');
    await expect(page.getByRole('link', { name: /Zsófia/ })).toBeHidden();
    await page.getByRole('checkbox', { name: /花子/ }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Remove 1 person' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove 1 person from Entwicklung Köln' });
    await dialog.getByRole('button', { name: 'Remove 1 person' }).click();
    await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible();
    await page.getByRole('link', { name: 'Show everybody' }).click();
    await expect(page.getByText('2 people', { exact: true })).toBeVisible();
  });

  await test.step('it is renamed', async () => {
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Name').fill('Entwicklung Köln und Bonn');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Entwicklung Köln und Bonn');
    await page.goto(`${app.url}/groups?sort=members`);
    await takeScreenshots(page, 'groups');
  });

  await test.step('another is deleted by its name', async () => {
    await page.getByRole('link', { name: '開発部 東京' }).click();
    await page.getByRole('button', { name: 'Delete group' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete 開発部 東京' });
    await dialog.getByLabel('Type 開発部 東京 to confirm').fill('開発部 東京');
    await dialog.getByRole('button', { name: 'Delete group' }).click();
    await page.waitForURL('**/groups');
    await expect(page.getByRole('link', { name: '開発部 東京' })).toBeHidden();
    consoleGuard.expect(/status of 404/);
    const answer = await page.goto(`${app.url}/groups/nonsense`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { name: 'nothing at this address' })).toBeVisible();
  });
});
