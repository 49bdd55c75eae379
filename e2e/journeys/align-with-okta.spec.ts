import { expect, test } from '../fixtures/journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { becomeOwner } from '../fixtures/steps/first-run';
import { createPerson } from '../fixtures/steps/people';

const domain = 'marlowfinch.example';
const duplicate = {
  firstName: 'Bartholomew',
  lastName: 'Featherstonehaugh-Cavendish',
  email: `bartholomew.featherstonehaugh-cavendish@${domain}`,
};

const shouting = {
  firstName: 'Olufunmilayo',
  lastName: 'Anikulapo-Kuti',
  email: `Olufunmilayo.Anikulapo-Kuti@${domain}`,
};

const report = [
  'Okta username,Primary email,First name,Last name,Okta user status',
  `bart@${domain},${duplicate.email},Bartholomew,Featherstonehaugh-Cavendish,Active`,
  `anneliese.wolfeschlegelsteinhausenbergerdorff@${domain},anneliese@${domain},Anneliese,Wolfeschlegelsteinhausenbergerdorff,Active`,
  `${shouting.email.toLowerCase()},${shouting.email},Olufunmilayo,Anikulapo-Kuti,Active`,
  `kwame.mensah@${domain},kwame.mensah@${domain},Kwame,Mensah,Suspended`,
].join('\r\n');

test('the owner compares the people with an export of Okta, and imports who is missing', async ({
  page,
  app,
  authenticator: _authenticator,
}) => {
  await becomeOwner(page, app.setupUrl);
  await createPerson(page, app.url, duplicate);
  await createPerson(page, app.url, shouting);
  await page.goto(`${app.url}/directory/alignment`);
  await expect(page.getByText('Nothing has been compared yet')).toBeVisible();
  await takeScreenshots(page, 'alignment-empty');

  await test.step('a file without logins is refused in words', async () => {
    await upload('name\r\nAda');
    await expect(page.getByText('The comparison failed')).toBeVisible();
    await expect(page.getByText(/no column for the login/)).toBeVisible();
    await takeScreenshots(page, 'alignment-failed');
  });

  await test.step('the report says who would be made twice', async () => {
    await page.goto(`${app.url}/directory/alignment`);
    await upload(report);
    await expect(page.getByRole('table', { name: 'People of the report' })).toBeVisible();
    await takeScreenshots(page, 'alignment-report');
    await page.getByRole('link', { name: /^Same e-mail, other login/ }).click();
    await expect(page.getByText(/makes a second person/)).toBeVisible();
    await expect(page.getByText(`bart@${domain}`, { exact: true })).toBeVisible();
  });

  await test.step('Okta’s spelling of a login is taken over, and put back', async () => {
    await page.getByRole('link', { name: /^Login spelt differently/ }).click();
    await expect(page.getByText('Gets Okta’s spelling when it is taken over.')).toBeVisible();
    await takeScreenshots(page, 'alignment-spelling');
    await page.getByRole('button', { name: 'Take over Okta’s spelling of 1 login' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText(/exactly as Okta spells it/)).toBeVisible();
    await takeScreenshots(page, 'alignment-spelling-question');
    await dialog.getByRole('button', { name: 'Take over' }).click();
    await expect(page.getByRole('status').getByText('1 login taken over from Okta.')).toBeVisible();
    await expect(page.getByText('Taken over from Okta', { exact: true })).toBeVisible();
    await takeScreenshots(page, 'alignment-spelling-taken-over');
    await page.getByRole('button', { name: 'Put 1 login back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Put back' }).click();
    await expect(page.getByText('1 login put back.')).toBeVisible();
    await expect(page.getByText('Gets Okta’s spelling when it is taken over.')).toBeVisible();
  });

  await test.step('whoever is only in Okta becomes the preview of an import', async () => {
    await page.getByRole('link', { name: /^Only in Okta/ }).click();
    await takeScreenshots(page, 'alignment-only-in-okta');
    await page.getByRole('button', { name: 'Preview import of 2 people' }).click();
    await expect(page).toHaveURL(/\/users\/import\/[0-9a-f-]{36}$/);
    await expect(page.getByRole('heading', { level: 1, name: 'only-in-okta.csv' })).toBeVisible();
    await expect(page.getByText(`kwame.mensah@${domain}`).first()).toBeVisible();
  });

  await test.step('the list keeps both comparisons', async () => {
    await page.goto(`${app.url}/directory/alignment`);
    await expect(page.getByRole('table', { name: 'Comparisons, newest first' })).toBeVisible();
    await takeScreenshots(page, 'alignment-list');
  });

  async function upload(text: string): Promise<void> {
    await page.getByLabel('CSV file of Okta').setInputFiles({
      name: 'okta-user-accounts-marlow-and-finch-2026-11-24.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(text),
    });
    await page.waitForURL(/\/directory\/alignment\/[0-9a-f-]{36}$/);
  }
});
