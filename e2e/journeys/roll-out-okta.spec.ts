import type { Page } from 'playwright';
import { enrolNewcomer, expect, newcomer, test } from '../fixtures/okta-journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { connectOkta } from '../fixtures/steps/connect';
import { askRoute, readArrival, typeOktaLogin } from '../fixtures/steps/okta-organisation';
import { pasteToken } from '../fixtures/steps/okta-wizard';
import { confirmWithPasskey } from '../fixtures/steps/passkey';
import { createPerson } from '../fixtures/steps/people';

const superAdmin = 'ottilie.marchbanks@marlowfinch.example';
const ruth = {
  firstName: 'Ruth',
  lastName: 'Adeyemi',
  email: 'ruth.adeyemi@marlowfinch.example',
};

/** Makes the test person an administrator here, who can answer for what the guard refuses. */
async function giveAdminRole(owner: Page, appUrl: string): Promise<void> {
  await owner.goto(`${appUrl}/settings/roles?q=${encodeURIComponent(newcomer.email)}`);
  await owner.getByRole('button', { name: /^Give a role: Zsófia/u }).click();
  const dialog = owner.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Admin' }).check();
  await dialog.getByRole('button', { name: 'Make admin' }).click();
  await owner.getByRole('button', { name: /^Change role: Zsófia/u }).waitFor();
}

async function openApplication(page: Page, appUrl: string): Promise<void> {
  await page.goto(`${appUrl}/applications`);
  await page
    .getByRole('link', { name: /Okta \(/u })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Roll-out' }).waitFor();
}

/** Presses with the keyboard alone. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole('button', { name });
  await button.focus();
  await page.keyboard.press('Enter');
}

test('routing goes from one person to a list, past the guard with a second admin, and back', async ({
  owner,
  otherPage,
  app,
  okta,
  consoleGuard,
}) => {
  consoleGuard.expect(/status of [45]\d\d/u);
  await enrolNewcomer(owner, otherPage, app.url);
  await connectOkta(owner, {
    appUrl: app.url,
    oktaUrl: okta.url,
    token: okta.createToken({}),
    testPersonLogin: newcomer.email,
  });
  await createPerson(owner, app.url, ruth);
  await giveAdminRole(owner, app.url);
  await test.step('the test person signs in once', async () => {
    await otherPage.context().clearCookies();
    const asked = otherPage.waitForURL('**/sign-in?request=*');
    await typeOktaLogin(otherPage, okta.url, newcomer.email);
    await asked;
    await confirmWithPasskey(otherPage);
    await readArrival(otherPage);
  });

  await test.step('Check and Choose: whom, and which administrator stays', async () => {
    await openApplication(owner, app.url);
    await takeScreenshots(owner, 'roll-out-1-stage');
    await owner.getByRole('button', { name: 'Widen' }).click();
    await pasteToken(owner, okta.createToken({}));
    await owner.getByRole('link', { name: 'Choose who is next' }).click();
    await owner.getByRole('textbox', { name: 'People' }).fill(ruth.email);
    await owner
      .getByLabel('Administrators who stay with Okta')
      .fill('hollis.brandt@marlowfinch.example');
    await owner.getByRole('button', { name: 'Review the plan' }).click();
    await expect(owner.getByText('is no super administrator of Okta')).toBeVisible();
    await takeScreenshots(owner, 'roll-out-2-choose-refused');
    await owner.getByLabel('Administrators who stay with Okta').fill(superAdmin);
    await owner.getByRole('radio', { name: 'E-mail domain' }).check();
    await owner.getByRole('textbox', { name: 'E-mail domains' }).fill('marlowfinch.example');
    await owner.getByRole('button', { name: 'Review the plan' }).click();
  });

  await test.step('Review: the domain is refused, because too little is known', async () => {
    await expect(owner.getByText('This cannot be applied yet')).toBeVisible();
    await expect(owner.getByText(/it is not known who in Okta is unknown here/u)).toBeVisible();
    await takeScreenshots(owner, 'roll-out-3-domain-refused');
    await owner.getByRole('link', { name: 'Back', exact: true }).click();
    await owner.getByRole('radio', { name: 'List of people' }).check();
    await owner.getByRole('textbox', { name: 'People' }).fill(ruth.email);
    await owner.getByRole('button', { name: 'Review the plan' }).click();
    await expect(owner.getByText('One person here without a passkey')).toBeVisible();
    await press(owner, 'I opened it and saw Okta’s own sign-in');
    await expect(owner.getByText('The way back was opened')).toBeVisible();
    await expect(owner.getByText('Another administrator can let it pass')).toBeVisible();
    await takeScreenshots(owner, 'roll-out-4-needs-second-admin');
    expect(okta.rules().filter(({ system }) => !system)).toHaveLength(1);
  });

  await test.step('a second administrator lets it pass, with a reason', async () => {
    await otherPage.goto(owner.url());
    await otherPage
      .getByLabel('Why is it right to go on all the same?')
      .fill('Ruth enrols this afternoon and knows the way back.');
    await takeScreenshots(otherPage, 'roll-out-5-second-admin');
    await press(otherPage, 'Approve this plan');
    await expect(otherPage.getByText(/approved this plan all the same/u)).toBeVisible();
    await expect(owner.getByText(/approved this plan all the same/u)).toBeVisible({
      timeout: 20_000,
    });
  });

  await test.step('Apply and Prove: the list is live, the administrator stays', async () => {
    await owner.getByRole('button', { name: 'Send these people to AdminX' }).click();
    await owner.getByText('The wider stage is live').waitFor({ timeout: 45_000 });
    await owner.getByText('The API token is dead').waitFor();
    await takeScreenshots(owner, 'roll-out-6-live');
    await owner.getByRole('link', { name: 'See where people are sent' }).click();
    await expect(owner.getByRole('table', { name: 'Where people are sent' })).toBeVisible();
    await takeScreenshots(owner, 'roll-out-7-prove');
    expect(await askRoute(okta.url, ruth.email)).toMatchObject({ idpName: '1Kosmos' });
    expect(await askRoute(okta.url, superAdmin)).toMatchObject({ type: 'OKTA' });
    expect(await askRoute(okta.url, 'mei-ling.tan@marlowfinch.example')).toMatchObject({
      type: 'OKTA',
    });
    expect(okta.tokens()).toHaveLength(0);
  });

  await test.step('one step back stops, and the next one goes on; on a phone', async () => {
    await owner.setViewportSize({ width: 390, height: 844 });
    okta.failCall({
      method: 'DELETE',
      path: '/api/v1/policies/*/rules/*',
      times: null,
      failure: 'server-error',
    });
    await stepBack(owner, app.url, okta.createToken({}), new URL(okta.url).host);
    await expect(owner.getByText('something is left in Okta').first()).toBeVisible({
      timeout: 45_000,
    });
    // It was switched off first of all.
    expect(await askRoute(okta.url, ruth.email)).toMatchObject({ type: 'OKTA' });
    await takeScreenshots(owner, 'roll-out-8-step-back-stopped');
    okta.stopFailing();
    await stepBack(owner, app.url, okta.createToken({}), new URL(okta.url).host);
    await owner.getByText('One step back is done').waitFor({ timeout: 45_000 });
    await takeScreenshots(owner, 'roll-out-9-back');
    expect(okta.rules().filter(({ system }) => !system)).toHaveLength(1);
    expect(await askRoute(okta.url, newcomer.email)).toMatchObject({ idpName: '1Kosmos' });
    expect(okta.tokens()).toHaveLength(0);
  });

  await test.step('the contract of the Management API was kept in both directions', () => {
    if (okta.isContractChecked) expect(okta.contractViolations()).toEqual([]);
  });
});

async function stepBack(page: Page, appUrl: string, token: string, host: string): Promise<void> {
  await openApplication(page, appUrl);
  await press(page, 'One step back');
  await pasteToken(page, token);
  await page.getByRole('link', { name: 'Review what is removed' }).click();
  await press(page, 'Take this step back');
  const dialog = page.getByRole('dialog', { name: 'Take this step back?' });
  await dialog.getByRole('textbox').fill(host);
  await dialog.getByRole('button', { name: 'Take this step back' }).click();
}
