import type { Page } from 'playwright';
import type { AppServer } from '../fixtures/app-server';
import { enrolNewcomer, expect, newcomer, test, type OktaSandbox } from '../fixtures/okta-journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { queryStoredData } from '../fixtures/stored-data';
import { connectOkta, planConnection } from '../fixtures/steps/connect';
import { askRoute, askWithToken, letCallsFail } from '../fixtures/steps/okta-organisation';
import {
  applyButton,
  applyPlan,
  chooseTestPerson,
  confirmOrganisation,
  journalLine,
  openOktaWizard,
  pasteToken,
} from '../fixtures/steps/okta-wizard';

const rules = '/api/v1/policies/*/rules';
const dead = { status: 401, errorCode: 'E0000011' };

/** What the wizard is given, with a new token. */
function connectionTo(app: AppServer, okta: OktaSandbox) {
  const token = okta.createToken({ name: 'AdminX set-up' });
  return { appUrl: app.url, oktaUrl: okta.url, token, testPersonLogin: newcomer.email };
}

const ownRules = (okta: OktaSandbox) => okta.rules().filter((rule) => !rule.system);

/** The state of the latest run in the list on the first page of the wizard. */
async function expectLatestRun(owner: Page, appUrl: string, state: string): Promise<void> {
  await owner.goto(`${appUrl}/applications/okta/setup`);
  await expect(owner.getByRole('table', { name: 'Set-up runs' })).toContainText(state);
}

test('a call fails: what was made is taken back, and what stays is named and found again', async ({
  owner,
  otherPage,
  app,
  okta,
}) => {
  await enrolNewcomer(owner, otherPage, app.url);

  await test.step('everything is taken back, and the token is dead', async () => {
    const connection = connectionTo(app, okta);
    await planConnection(owner, connection);
    okta.failCall({ path: `${rules}/*/lifecycle/activate`, failure: 'server-error' });
    await applyButton(owner).click();
    await expect(owner.getByText('everything was taken back').first()).toBeVisible();
    await expect(owner.getByText('The API token is dead')).toBeVisible();
    await expect(journalLine(owner, 'Switch the routing rule on')).toContainText('Failed');
    await expect(journalLine(owner, 'Create the identity provider')).toContainText('Taken back');
    await takeScreenshots(owner, 'okta-5-apply-taken-back');
    expect(okta.idps()).toEqual([]);
    expect(ownRules(okta)).toEqual([]);
    expect(await askWithToken(okta.url, connection.token)).toEqual(dead);
    expect(await askRoute(okta.url, newcomer.email)).toMatchObject({ type: 'OKTA' });
  });

  await test.step('what cannot be taken back is named, with the way to it', async () => {
    await planConnection(owner, connectionTo(app, okta));
    okta.failCall({ path: `${rules}/*/lifecycle/activate`, failure: 'closed-after' });
    okta.failCall({ method: 'DELETE', path: '/api/v1/idps/*', times: null, failure: 'forbidden' });
    await applyButton(owner).click();
    await expect(owner.getByText('something is left in Okta').first()).toBeVisible({
      timeout: 45_000,
    });
    await expect(owner.getByRole('heading', { name: 'Left in Okta' })).toBeVisible();
    await takeScreenshots(owner, 'okta-5-apply-left-over');
    expect(okta.idps()).toMatchObject([{ name: '1Kosmos', status: 'INACTIVE' }]);
    expect(ownRules(okta)).toEqual([]);
    expect(okta.tokens()).toEqual([]);
    await expectLatestRun(owner, app.url, 'Failed');
  });

  await test.step('the next set-up uses what is left, and shows each field it changes', async () => {
    okta.stopFailing();
    await openOktaWizard(owner, app.url);
    await confirmOrganisation(owner, okta.url);
    await pasteToken(owner, okta.createToken({ name: 'AdminX set-up' }));
    await expect(owner.getByText('of an earlier set-up, switched off')).toBeVisible();
    await takeScreenshots(owner, 'okta-2-check-in-the-way');
    await chooseTestPerson(owner, newcomer.email);
    await expect(owner.getByText('State', { exact: true })).toBeVisible();
    await takeScreenshots(owner, 'okta-4-review-change');
    await applyPlan(owner);
    await expect(journalLine(owner, 'Create the identity provider')).toContainText(
      'Changed: State',
    );
    expect(okta.idps()).toMatchObject([{ status: 'ACTIVE' }]);
  });

  await test.step('what was connected is taken away again, with a token of its own', async () => {
    await owner.goto(`${app.url}/applications`);
    await owner.getByRole('link', { name: 'Okta (Marlow & Finch)' }).click();
    await owner.getByRole('button', { name: 'Remove from Okta' }).click();
    await pasteToken(owner, okta.createToken({ name: 'AdminX removal' }));
    await owner.getByRole('link', { name: 'Review what is removed' }).click();
    await expect(owner.getByText('Is this what should go?')).toBeVisible();
    await takeScreenshots(owner, 'okta-7-removal-review');
    await owner.getByRole('button', { name: 'Remove from Okta' }).click();
    const dialog = owner.getByRole('dialog', { name: /^Remove AdminX from/u });
    await dialog.getByRole('textbox').fill(new URL(okta.url).host);
    await dialog.getByRole('button', { name: 'Remove from Okta' }).click();
    await expect(owner.getByText('Everything of AdminX is gone from Okta').first()).toBeVisible();
    await takeScreenshots(owner, 'okta-7-removal-done');
    expect([...okta.idps(), ...ownRules(okta), ...okta.keys(), ...okta.tokens()]).toEqual([]);
    expect(await askRoute(okta.url, newcomer.email)).toMatchObject({ type: 'OKTA' });
  });
});

test('the token cannot be revoked: the run stays red and says where to click', async ({
  owner,
  otherPage,
  app,
  okta,
}) => {
  await enrolNewcomer(owner, otherPage, app.url);
  const connection = connectionTo(app, okta);
  await planConnection(owner, connection);
  await letCallsFail(otherPage, okta.url, {
    path: '/api/v1/api-tokens/current',
    failure: '503 E0000010: Okta takes no changes for now',
  });
  await applyButton(owner).click();

  // Tried five times, with growing pauses.
  await expect(owner.getByText('The API token is still alive')).toBeVisible({ timeout: 45_000 });
  await otherPage.reload();
  await expect(otherPage.getByTestId('failure-count')).toHaveText('5 calls, 5 failed');
  await takeScreenshots(otherPage, 'stand-in-failures');
  await expect(owner.getByText('Security → API → Tokens').first()).toBeVisible();
  await takeScreenshots(owner, 'okta-5-apply-token-alive');
  expect(await askWithToken(okta.url, connection.token)).toMatchObject({ status: 200 });
  await expectLatestRun(owner, app.url, 'Token alive');
  await takeScreenshots(owner, 'okta-1-connect-token-alive');

  await owner
    .getByRole('link', { name: new URL(okta.url).host })
    .first()
    .click();
  await owner.getByRole('link', { name: 'Prove it with a sign-in' }).click();
  await expect(owner.getByText('Waiting for')).toBeVisible();
  await expect(owner.getByText('The API token is still alive')).toBeVisible();
  expect(await askRoute(okta.url, newcomer.email)).toMatchObject({ idpName: '1Kosmos' });
});

test('the server is killed in the middle of Apply: the run is found, and a new token finishes it', async ({
  owner,
  otherPage,
  app,
  okta,
  consoleGuard,
}) => {
  await enrolNewcomer(owner, otherPage, app.url);
  await planConnection(owner, connectionTo(app, okta));

  await test.step('while it works, the page says so call by call', async () => {
    const slowly = { kind: 'delay', delayMs: 12_000 } as const;
    okta.failCall({ path: '/api/v1/idps/*/metadata.xml', times: null, failure: slowly });
    okta.failCall({ path: '/api/v1/mappings', times: null, failure: slowly });
    okta.failCall({ path: `${rules}/*/lifecycle/activate`, times: null, failure: slowly });
    await applyButton(owner).click();
    await expect(journalLine(owner, 'Create the identity provider')).toContainText('Done');
    await takeScreenshots(owner, 'okta-5-apply-working');
  });

  await test.step('killed while a rule is switched on', async () => {
    const calls = () => okta.calls().map(({ path }) => path);
    await expect
      .poll(calls, { timeout: 60_000 })
      .toContainEqual(expect.stringMatching(/\/lifecycle\/activate$/u));
    consoleGuard.expect(/ERR_|Failed to fetch|network error/u);
    await app.halt('SIGKILL');
    await app.restart();
    okta.stopFailing();
  });

  await test.step('after the restart the open page tells what happened', async () => {
    await expect(owner.getByText('The server stopped in the middle of this run')).toBeVisible({
      timeout: 20_000,
    });
    await expect(owner.getByText('The API token is still alive')).toBeVisible();
    await expect(owner.getByText(okta.idps()[0]?.id ?? 'missing').first()).toBeVisible();
    await takeScreenshots(owner, 'okta-5-apply-interrupted');
    await expectLatestRun(owner, app.url, 'Token alive');
  });

  await test.step('a new token finishes what was begun, and makes nothing twice', async () => {
    await connectOkta(owner, connectionTo(app, okta));
    await expect(journalLine(owner, 'Create the identity provider')).toContainText(
      'Was there already',
    );
    expect(okta.idps()).toHaveLength(1);
    expect(ownRules(okta)).toMatchObject([{ status: 'ACTIVE' }]);
    expect(await askRoute(okta.url, newcomer.email)).toMatchObject({ idpName: '1Kosmos' });
  });
});

test('a passkey used more than five minutes ago is asked for again before Apply', async ({
  owner,
  otherPage,
  app,
  okta,
  consoleGuard,
}) => {
  await enrolNewcomer(owner, otherPage, app.url);
  const connection = connectionTo(app, okta);
  await planConnection(owner, connection);
  consoleGuard.expect(/ERR_|status of 403/u);
  await app.halt('SIGTERM');
  await queryStoredData(
    app,
    `UPDATE "Session" SET "authenticatedAt" = "authenticatedAt" - interval '6 minutes'`,
  );
  await app.restart();

  await applyButton(owner).click();
  await expect(owner.getByText('Confirm that it is you')).toBeVisible();
  await takeScreenshots(owner, 'okta-5-apply-confirm');
  await owner.getByRole('button', { name: 'Confirm with passkey and apply' }).click();
  const dialog = owner.getByRole('dialog', { name: 'Confirm with your passkey' });
  await expect(dialog).toBeVisible();
  await takeScreenshots(owner, 'okta-5-apply-passkey');
  expect(okta.idps()).toEqual([]);

  await dialog.getByRole('button', { name: 'Use passkey' }).click();
  await expect(owner.getByText('Everything is in place')).toBeVisible();
  expect(await askWithToken(okta.url, connection.token)).toEqual(dead);
});
