import { enrolNewcomer, expect, newcomer, test } from '../fixtures/okta-journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { connectOkta } from '../fixtures/steps/connect';
import { readArrival, typeOktaLogin } from '../fixtures/steps/okta-organisation';
import { enterCode, makeRecoveryCodes, openDevice } from '../fixtures/steps/recovery';

test('a person who lost the device on the way to Okta still arrives there', async ({
  owner,
  otherPage,
  app,
  okta,
  browser,
}) => {
  await enrolNewcomer(owner, otherPage, app.url);
  await connectOkta(owner, {
    appUrl: app.url,
    oktaUrl: okta.url,
    token: okta.createToken({}),
    testPersonLogin: newcomer.email,
  });
  const [code = ''] = await makeRecoveryCodes(otherPage, app.url);
  const fresh = await openDevice(browser);
  const { page } = fresh;

  await test.step('the sign-in page leads to the recovery, and the request waits', async () => {
    await typeOktaLogin(page, okta.url, newcomer.email);
    await page.waitForURL('**/sign-in?request=*');
    await page.getByRole('link', { name: 'Lost your device?' }).click();
    await page.waitForURL('**/recover?request=*');
    await enterCode(page, newcomer.email, code);
    await page.waitForURL('**/recover/passkey?request=*');
    await page.getByLabel('Keep them').check();
    await takeScreenshots(page, 'recover-passkey-keep');
    await page.getByRole('button', { name: 'Create passkey' }).click();
  });

  await test.step('Okta is told the factor that was really used', async () => {
    const arrival = await readArrival(page);
    expect(arrival).toMatchObject({ nameId: newcomer.email });
    expect(arrival.attributes['session.amr']).toContain('hwk');
  });

  await test.step('the other passkey was kept', async () => {
    await page.goto(`${app.url}/account`);
    const rows = page.getByRole('region', { name: 'Passkeys' }).getByRole('listitem');
    await expect(rows).toHaveCount(2);
    await expect(page.getByRole('complementary', { name: 'Second passkey' })).toBeHidden();
    await takeScreenshots(page, 'account-two-passkeys');
  });

  await fresh.close();
});
