import { chooseOption, press, tabTo, typeInto } from '../fixtures/keyboard';
import { enrolNewcomer, expect, newcomer, test } from '../fixtures/okta-journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { planConnection } from '../fixtures/steps/connect';
import { askRoute, askWithToken } from '../fixtures/steps/okta-organisation';
import { applyButton, tokenField } from '../fixtures/steps/okta-wizard';

test('the whole wizard works with the keyboard alone, on a window as narrow as a phone', async ({
  owner,
  otherPage,
  app,
  okta,
}) => {
  await enrolNewcomer(owner, otherPage, app.url);
  await owner.setViewportSize({ width: 390, height: 844 });
  const button = (name: string | RegExp) => owner.getByRole('button', { name });
  const link = (name: string) => owner.getByRole('link', { name });
  const token = okta.createToken({ name: 'AdminX set-up' });
  await owner.goto(`${app.url}/applications/okta/setup`);

  await test.step('Connect and Check: the focus follows the question', async () => {
    await typeInto(owner, owner.getByLabel('Okta domain'), okta.url);
    await owner.keyboard.press('Enter');
    await expect(owner.locator(':focus')).toContainText('Is this your organisation?');
    await press(owner, button('Yes, connect Stand-in Okta'));
    await expect(owner.locator(':focus')).toContainText('Make a one-time token');
    await typeInto(owner, tokenField(owner), token);
    await owner.keyboard.press('Enter');
    await expect(owner.locator(':focus')).toContainText('The token’s owner may set this up');
  });

  await test.step('Choose and Review', async () => {
    await press(owner, link('Choose settings'));
    const people = owner.getByRole('combobox', { name: 'Who tries it first' });
    await chooseOption(owner, people, newcomer.email);
    await press(owner, button('Review the plan'));
    await tabTo(owner, owner.locator('summary').first());
    await owner.keyboard.press('Enter');
    await expect(owner.getByText('"x5c"')).toBeVisible();
  });

  await test.step('Apply: pressed twice, done once, each call said to screen readers', async () => {
    await tabTo(owner, applyButton(owner));
    await owner.keyboard.press('Enter');
    await owner.keyboard.press('Enter');
    await expect(owner.getByText('Everything is in place')).toBeVisible({ timeout: 45_000 });
    await expect(owner.getByText('Revoke the API token and prove it dead: done')).toBeAttached();
    expect(okta.idps()).toHaveLength(1);
    expect(await askWithToken(okta.url, token)).toMatchObject({ status: 401 });
    await press(owner, link('Prove it with a sign-in'));
    await expect(owner.getByText('Waiting for')).toBeVisible();
    expect(await askRoute(okta.url, newcomer.email)).toMatchObject({ idpName: '1Kosmos' });
  });

  await test.step('the back button shows how it went, and applies nothing again', async () => {
    await owner.goBack();
    await expect(owner.getByText('Everything is in place')).toBeVisible();
    await owner.goBack();
    await expect(applyButton(owner)).toHaveCount(0);
    expect(okta.idps()).toHaveLength(1);
  });

  await test.step('Remove from Okta: a token, the review, and the name typed', async () => {
    await owner.goto(`${app.url}/applications`);
    await press(owner, link('Okta (Marlow & Finch)'));
    await press(owner, button('Remove from Okta'));
    await typeInto(owner, tokenField(owner), okta.createToken({ name: 'AdminX removal' }));
    await owner.keyboard.press('Enter');
    await press(owner, link('Review what is removed'));
    await press(owner, button('Remove from Okta'));
    const dialog = owner.getByRole('dialog', { name: /^Remove AdminX from/u });
    await typeInto(owner, dialog.getByRole('textbox'), new URL(okta.url).host);
    await owner.keyboard.press('Enter');
    await expect(owner.getByText('Everything of AdminX is gone from Okta').first()).toBeVisible();
    expect([...okta.idps(), ...okta.keys(), ...okta.tokens()]).toEqual([]);
    await press(owner, link('Open the receipt'));
    await owner.waitForURL('**/applications/okta/receipts/*');
  });
});

test('an admin whose network and session break on the way is told what Okta is like', async ({
  owner,
  otherPage,
  app,
  okta,
  consoleGuard,
}) => {
  consoleGuard.expect(/ERR_|status of 4\d\d|Failed to (?:fetch|load)/u);
  await enrolNewcomer(owner, otherPage, app.url);
  const token = okta.createToken({ name: 'AdminX set-up' });
  const connection = { appUrl: app.url, oktaUrl: okta.url, token };
  await planConnection(owner, { ...connection, testPersonLogin: newcomer.email });

  await test.step('the network is cut when Apply is pressed', async () => {
    const apply = '**/api/okta/runs/*/apply';
    await owner.route(apply, (route) => route.abort());
    await applyButton(owner).click();
    await expect(owner.getByText('Nobody knows whether the run began')).toBeVisible();
    await takeScreenshots(owner, 'okta-5-apply-no-answer');
    await owner.unroute(apply);
    expect(okta.idps()).toEqual([]);
  });

  await test.step('the session has ended: the page says so, and the token stays to go on', async () => {
    const cookies = await owner.context().cookies();
    await owner.context().clearCookies();
    await owner.getByRole('button', { name: 'Try again' }).click();
    await expect(owner.getByRole('main').getByRole('alert')).toContainText(/sign in/iu);
    await takeScreenshots(owner, 'okta-5-apply-signed-out');
    await owner.context().addCookies(cookies);
  });

  await test.step('Okta cannot be reached in the middle: taken back, with help beside it', async () => {
    okta.failCall({ path: '/api/v1/policies/*/rules', nth: 2, failure: 'closed-before' });
    await owner.getByRole('button', { name: 'Try again' }).click();
    await expect(owner.getByText(/everything was taken back/u).first()).toBeVisible({
      timeout: 45_000,
    });
    const help = owner.getByRole('link', { name: 'Help with this error' });
    await expect(help).toBeVisible();
    await takeScreenshots(owner, 'okta-5-apply-unreachable');
    await owner.goto(new URL((await help.getAttribute('href')) ?? '', app.url).href);
    await expect(owner.locator(':target')).toContainText('Okta could not be reached');
    await takeScreenshots(owner, 'okta-help');
  });
});
