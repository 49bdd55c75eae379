import type { Page } from 'playwright';
import { enrolNewcomer, expect, newcomer, test } from '../fixtures/okta-journey';
import { planConnection } from '../fixtures/steps/connect';
import { askWithToken } from '../fixtures/steps/okta-organisation';
import { applyButton } from '../fixtures/steps/okta-wizard';

/** Another tab of the owner, for closing. */
async function openTab(owner: Page): Promise<Page> {
  const tab = await owner.context().newPage();
  tab.setDefaultTimeout(30_000);
  return tab;
}

test('closing the tab before Apply cancels the run and leaves no live token', async ({
  owner,
  otherPage,
  app,
  okta,
}) => {
  await enrolNewcomer(owner, otherPage, app.url);
  const token = okta.createToken({});
  const tab = await openTab(owner);
  await planConnection(tab, {
    appUrl: app.url,
    oktaUrl: okta.url,
    token,
    testPersonLogin: newcomer.email,
  });
  expect(await askWithToken(okta.url, token)).toMatchObject({ status: 200 });

  const isAsked = tab.waitForEvent('dialog').then((dialog) => dialog.accept());
  await tab.close({ runBeforeUnload: true });
  await isAsked;

  await expect
    .poll(() => askWithToken(okta.url, token), { timeout: 30_000 })
    .toEqual({ status: 401, errorCode: 'E0000011' });
  expect(okta.idps()).toHaveLength(0);
  // The token dies a moment before the run is written down as cancelled.
  await expect(async () => {
    await owner.goto(`${app.url}/applications/okta/setup`);
    await expect(owner.getByText('Cancelled').first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
});

test('closing the tab in the middle of Apply lets the run finish, and the token is dead', async ({
  owner,
  otherPage,
  app,
  okta,
}) => {
  await enrolNewcomer(owner, otherPage, app.url);
  const token = okta.createToken({});
  const tab = await openTab(owner);
  await planConnection(tab, {
    appUrl: app.url,
    oktaUrl: okta.url,
    token,
    testPersonLogin: newcomer.email,
  });
  const runUrl = tab.url().replace(/\/review$/u, '/apply');

  // Gone as soon as the identity provider is there: no later line of the stream is read.
  await applyButton(tab).click();
  const made = () => okta.idps().length;
  await expect.poll(made, { intervals: [5], timeout: 30_000 }).toBe(1);
  expect(okta.tokens()).toHaveLength(1);
  await tab.close();

  await expect
    .poll(() => askWithToken(okta.url, token), { timeout: 30_000 })
    .toEqual({ status: 401, errorCode: 'E0000011' });
  expect(okta.rules().filter((rule) => !rule.system)).toMatchObject([{ status: 'ACTIVE' }]);
  await owner.goto(runUrl);
  await expect(owner.getByText('Everything is in place')).toBeVisible();
  await expect(owner.getByText('The API token is dead')).toBeVisible();
});
