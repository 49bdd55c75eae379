import type { Page } from '@playwright/test';
import { enrolNewcomer, expect, newcomer, test } from '../fixtures/okta-journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { addIdentityProvider } from '../fixtures/steps/okta-console';
import { readArrival } from '../fixtures/steps/okta-organisation';

/** The value of one field of the sheet, as it would be copied. */
async function copyValue(page: Page, label: string): Promise<string> {
  const term = page.getByRole('term').filter({ hasText: label }).first();
  const value = term.locator('xpath=following-sibling::dd[1]');
  return (await value.innerText()).split('\n')[0]?.trim() ?? '';
}

test('an admin sets Okta up by hand, without giving AdminX a token', async ({
  owner,
  otherPage,
  app,
  okta,
  consoleGuard,
}) => {
  await enrolNewcomer(owner, otherPage, app.url);
  await owner.goto(`${app.url}/applications/new`);
  await owner.getByRole('link', { name: 'Set up by hand' }).click();
  await expect(owner.getByRole('heading', { name: 'Set up Okta by hand' })).toBeVisible();
  await takeScreenshots(owner, 'okta-by-hand');

  const idp = await test.step('the values are copied into the console field by field', async () => {
    const certificatePem = await owner.getByText('-----BEGIN CERTIFICATE-----').innerText();
    return addIdentityProvider(okta.url, okta.createToken({}), {
      name: await copyValue(owner, 'IdP Name'),
      issuer: await copyValue(owner, 'IdP Issuer URL'),
      singleSignOnUrl: await copyValue(owner, 'IdP Single Sign-On URL'),
      certificatePem,
    });
  });

  await test.step('metadata of somebody else is refused, and what was typed stays', async () => {
    consoleGuard.expect(/status of 4\d\d/u);
    await owner.getByLabel('Okta domain').fill(okta.url);
    await owner.getByLabel('SP metadata (XML)').fill('<nothing/>');
    await owner.getByRole('button', { name: 'Check these values' }).click();
    await expect(owner.getByRole('main').getByRole('alert').first()).toContainText(
      'not the metadata of a service provider',
    );
    await expect(owner.getByLabel('Okta domain')).toHaveValue(okta.url);
    // From the top: a button half below the bar of a phone counts as too small to touch.
    await owner.evaluate(() => window.scrollTo(0, 0));
    await takeScreenshots(owner, 'okta-by-hand-refused');
  });

  await test.step('the file fills everything in, shown before it is saved', async () => {
    await owner.getByLabel('Login of the test person').fill(newcomer.email);
    await owner.getByLabel('Metadata file').setInputFiles({
      name: 'metadata.xml',
      mimeType: 'text/xml',
      buffer: Buffer.from(idp.spMetadataXml),
    });
    await owner.getByRole('button', { name: 'Check these values' }).click();
    await expect(owner.getByText('These values fit together')).toBeVisible();
    await expect(owner.getByText('Okta signs with')).toBeVisible();
    await takeScreenshots(owner, 'okta-by-hand-preview');
    await owner.getByRole('button', { name: 'Save application' }).click();
    await owner.waitForURL(/\/applications\/[0-9a-f-]{36}\/prove$/u);
  });

  await test.step('routing is looked at from outside: no rule sends anybody here yet', async () => {
    await owner.getByRole('button', { name: 'Look now' }).click();
    await expect(owner.getByText(newcomer.email).first()).toBeVisible();
    await expect(owner.getByText('to Okta').first()).toBeVisible();
    await takeScreenshots(owner, 'application-prove');
  });

  await test.step('a person signs in through it', async () => {
    await otherPage.goto(`${okta.url}/sso/saml2/${idp.id}`);
    expect(await readArrival(otherPage)).toMatchObject({ nameId: newcomer.email });
  });

  await test.step('the page of proofs notices it by itself', async () => {
    await expect(owner.getByText('It works', { exact: true })).toBeVisible({ timeout: 15_000 });
    await owner.getByRole('link', { name: 'Open the application' }).click();
    await expect(owner.getByText(`${okta.url}/sso/saml2/${idp.id}`).first()).toBeVisible();
    await takeScreenshots(owner, 'application-by-hand');
  });
});
