import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/journey';
import { startSampleSp } from '../fixtures/sample-sp';
import { takeScreenshots } from '../fixtures/screenshots';
import { becomeOwner, firstOwner } from '../fixtures/steps/first-run';

/** Types the name of the application in the open dialog and confirms. */
async function confirmByName(page: Page, button: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Type Sample desk to confirm').fill('Sample desk');
  await dialog.getByRole('button', { name: button }).click();
}

test('an admin adds an application from its metadata, and people sign in to it', async ({
  page,
  app,
  authenticator: _authenticator,
  consoleGuard,
}) => {
  const sp = await startSampleSp();
  await becomeOwner(page, app.setupUrl);
  const main = page.getByRole('main');

  await test.step('what is no metadata is refused, and what was pasted stays', async () => {
    await page.goto(`${app.url}/applications/new`);
    await takeScreenshots(page, 'integration-catalogue');
    await page.getByRole('link', { name: 'From metadata' }).click();
    await page.getByLabel('Pasted').check();
    await page.getByLabel('Metadata (XML)').fill('<html><p>Sign in</p></html>');
    await page.getByRole('button', { name: 'Read metadata' }).click();
    await expect(main.getByRole('alert')).toContainText('This is a web page');
    await expect(page.getByLabel('Metadata (XML)')).toHaveValue(/Sign in/u);
    await takeScreenshots(page, 'custom-import-refused');
  });

  await test.step('it is read, looked at and saved', async () => {
    await page.getByLabel('Metadata (XML)').fill(sp.metadataXml);
    await page.getByRole('button', { name: 'Read metadata' }).click();
    await expect(page.getByRole('heading', { name: 'What was read' })).toBeVisible();
    await expect(main.getByText('It is not signed.')).toBeVisible();
    await expect(page.getByLabel('Entity ID')).toHaveValue(sp.entityId);
    await takeScreenshots(page, 'custom-import-read');
    await page.getByLabel('Name', { exact: true }).fill('Sample desk');
    await page.getByRole('button', { name: 'Add application' }).click();
    await page.waitForURL(/\/applications\/[0-9a-f-]{36}$/u);
    await expect(page.getByRole('heading', { name: 'Sample desk' })).toBeVisible();
    await takeScreenshots(page, 'custom-application');
  });

  const applicationUrl = page.url();
  const pem = await page.getByText('-----BEGIN CERTIFICATE-----').first().innerText();
  sp.trust({ url: app.url, certificatePem: pem });

  await test.step('an attribute is made by an expression, and seen before it is saved', async () => {
    await page.getByRole('link', { name: 'Attributes and preview' }).click();
    await page.getByRole('button', { name: 'Add an attribute' }).click();
    await page.getByLabel('Name of attribute 5').fill('desk');
    await page.getByLabel('Made of 5').selectOption('expression');
    await page.getByLabel('Expression 5').fill('upper(before(user.login "@"))');
    await expect(main.getByText('before takes two values', { exact: false })).toBeVisible();
    await page.getByLabel('Expression 5').fill('upper(before(user.login, "@")) + "/DESK"');
    await expect(main.getByText(/^\S+\/DESK$/u)).toBeVisible();
    await expect(main.getByText('<saml:Audience>')).toContainText(sp.entityId);
    const person = page.getByRole('combobox', { name: 'Person' });
    await person.fill('oko');
    await expect(page.getByRole('option', { name: /Ada Okonkwo/u })).toBeVisible();
    await takeScreenshots(page, 'custom-attributes');
    await person.press('Enter');
    await expect(person).toHaveValue(firstOwner.email);
    await person.fill('nobody@example.com');
    await person.press('Tab');
    await expect(main.getByText('Nobody here has this login.')).toBeVisible();
    await person.fill(firstOwner.email);
    await person.press('Enter');
    await expect(main.getByText(/^\S+\/DESK$/u)).toBeVisible();
    await page.getByRole('button', { name: 'Save attributes' }).click();
    await expect(page.locator('#live-region')).toHaveText('The attributes are saved.');
  });

  await test.step('a person signs in to it', async () => {
    await page.goto(`${sp.url}/login`);
    await page.waitForURL(`${sp.url}/acs`);
    await expect(page.locator('body')).toContainText('/DESK');
    await expect(page.locator('body')).toContainText('"relayState":"from-the-sample"');
  });

  await test.step('metadata read again shows what would change before anything is saved', async () => {
    await page.goto(applicationUrl);
    await page.getByRole('link', { name: 'Update from metadata' }).click();
    await page.getByLabel('From a file').check();
    const moved = sp.metadataXml.replaceAll(sp.entityId, `${sp.url}/other`);
    await page.getByLabel('File with metadata').setInputFiles({
      ...{ name: 'sample-desk.xml', mimeType: 'application/xml', buffer: Buffer.from(moved) },
    });
    await page.getByRole('button', { name: 'Read metadata' }).click();
    await expect(main.getByText('this may be the metadata of another application')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Save these changes' })).toBeDisabled();
    await takeScreenshots(page, 'custom-metadata-changes');
  });

  await test.step('what somebody else saved meanwhile is not lost, nor what was typed', async () => {
    const [mine, theirs] = [page, await page.context().newPage()];
    for (const one of [mine, theirs]) {
      await one.goto(applicationUrl);
      await one.getByRole('link', { name: 'Edit settings' }).click();
      await one.getByLabel('Default RelayState').fill(one === mine ? '/mine' : '/theirs');
    }
    await theirs.getByLabel('Honour the authentication contexts').check();
    await theirs.getByRole('button', { name: 'Save changes' }).click();
    await theirs.waitForURL(applicationUrl);
    await theirs.close();
    await mine.getByRole('button', { name: 'Save changes' }).click();
    await expect(main.getByText('Somebody changed this application meanwhile')).toBeVisible();
    await expect(main.getByText('saving replaces theirs: Default RelayState')).toBeVisible();
    await expect(mine.getByLabel('Default RelayState')).toHaveValue('/mine');
    await expect(mine.getByLabel('Honour the authentication contexts')).toBeChecked();
    await takeScreenshots(mine, 'custom-changed-meanwhile');
    await mine.getByRole('button', { name: 'Save changes' }).click();
    await mine.waitForURL(applicationUrl);
  });

  await test.step('switched off it refuses everybody, on again it does not, and deleted it is gone', async () => {
    await page.goto(applicationUrl);
    await page.getByRole('button', { name: 'Switch off' }).click();
    await confirmByName(page, 'Switch off');
    await expect(main.getByText('Switched off', { exact: true })).toBeVisible();
    consoleGuard.expect(/status of 4\d\d/u);
    await page.goto(`${sp.url}/login`);
    await expect(page.getByText('This application is not set up for sign-in here')).toBeVisible();
    await page.goto(applicationUrl);
    await page.getByRole('button', { name: 'Switch on' }).click();
    await expect(main.getByText('Switched off', { exact: true })).toBeHidden();
    await page.goto(`${sp.url}/login`);
    await page.waitForURL(`${sp.url}/acs`);
    await page.goto(applicationUrl);
    await page.getByRole('button', { name: 'Delete application' }).click();
    await confirmByName(page, 'Delete application');
    await expect(page.getByText('No application is connected yet')).toBeVisible();
  });

  await test.step('the form says at its fields what is missing, and loses nothing', async () => {
    await page.goto(`${app.url}/applications/custom/new`);
    await page.getByLabel('Name', { exact: true }).fill('By hand');
    await page.getByRole('button', { name: 'Add application' }).click();
    await expect(main.getByText('Enter the entity ID.')).toBeVisible();
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('By hand');
    await takeScreenshots(page, 'custom-by-hand');
    await page.getByLabel('Entity ID').fill('urn:by:hand');
    await page.getByLabel('Address 1').fill(`${sp.url}/acs`);
    await page.getByRole('button', { name: 'Add application' }).click();
    await expect(page.getByRole('heading', { name: 'By hand' })).toBeVisible();
  });
  sp.stop();
});
