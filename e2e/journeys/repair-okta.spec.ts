import type { Page } from 'playwright';
import { enrolNewcomer, expect, newcomer, test } from '../fixtures/okta-journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { connectOkta } from '../fixtures/steps/connect';
import { findRulesPath, openColleague } from '../fixtures/steps/okta-colleague';
import { askRoute } from '../fixtures/steps/okta-organisation';
import { pasteToken } from '../fixtures/steps/okta-wizard';

async function openApplication(page: Page, appUrl: string): Promise<void> {
  await page.goto(`${appUrl}/applications`);
  await page
    .getByRole('link', { name: /Okta \(/u })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Check and repair' }).waitFor();
}

/** Presses with the keyboard alone. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole('button', { name });
  await button.focus();
  await page.keyboard.press('Enter');
}

async function follow(page: Page, name: string): Promise<void> {
  const link = page.getByRole('link', { name });
  await link.focus();
  await page.keyboard.press('Enter');
}

test('what others changed in Okta is seen, compared field by field, and put back', async ({
  owner,
  otherPage,
  app,
  okta,
}) => {
  await enrolNewcomer(owner, otherPage, app.url);
  await connectOkta(owner, {
    appUrl: app.url,
    oktaUrl: okta.url,
    token: okta.createToken({}),
    testPersonLogin: newcomer.email,
  });
  const colleague = okta.createToken({ name: 'Somebody else in Okta' });
  const call = openColleague(okta.url, colleague);
  const rule = () => okta.rules().find(({ system }) => !system);
  const rules = await findRulesPath(call);

  await test.step('somebody edits the rule in Okta and switches it off; the health says so', async () => {
    const body = {
      type: 'IDP_DISCOVERY',
      name: '1Kosmos - pilot',
      conditions: {
        userIdentifier: {
          type: 'IDENTIFIER',
          patterns: [{ matchType: 'SUFFIX', value: '@contractors.marlowfinch.example' }],
        },
      },
      actions: { idp: { providers: [{ type: 'SAML2', id: okta.idps()[0]?.id }] } },
    };
    await call('PUT', `${rules}/${rule()?.id ?? ''}`, body);
    await call('POST', `${rules}/${rule()?.id ?? ''}/lifecycle/deactivate`);
    await openApplication(owner, app.url);
    await owner.getByRole('button', { name: 'Look now' }).click();
    await expect(owner.getByText(/Okta no longer sends/u)).toBeVisible();
    await owner.getByRole('button', { name: 'Repair', exact: true }).click();
  });

  await test.step('Check and Review: each difference before and after', async () => {
    await pasteToken(owner, okta.createToken({}));
    await expect(owner.getByText('“1Kosmos - pilot” was changed in Okta')).toBeVisible();
    await owner.getByRole('link', { name: 'Review what is put back' }).click();
    await expect(
      owner.getByText('“1Kosmos - pilot”: Whom it catches', { exact: true }),
    ).toBeVisible();
    await expect(
      owner.getByText('ends with @contractors.marlowfinch.example').first(),
    ).toBeVisible();
    await takeScreenshots(owner, 'repair-1-review');
  });

  await test.step('Apply: the rule is as it was made, and the health is good again', async () => {
    await owner.getByRole('button', { name: 'Put it back' }).click();
    await owner.getByText('Everything stands as it was made').waitFor({ timeout: 45_000 });
    await owner.getByText('The API token is dead').waitFor();
    await takeScreenshots(owner, 'repair-2-done');
    expect(await askRoute(okta.url, newcomer.email)).toMatchObject({ idpName: '1Kosmos' });
    await owner.getByRole('link', { name: 'Open the receipt' }).click();
    await expect(owner.getByRole('heading', { name: /Receipt: Repair of/u })).toBeVisible();
    await openApplication(owner, app.url);
    await owner.getByRole('button', { name: 'Look now' }).click();
    await expect(owner.getByText(/Okta no longer sends/u)).toBeHidden();
  });

  await test.step('a rule that was deleted is made again, with the keyboard on a phone', async () => {
    await owner.setViewportSize({ width: 390, height: 844 });
    const gone = rule()?.id;
    await call('DELETE', `${rules}/${gone ?? ''}`);
    await openApplication(owner, app.url);
    await press(owner, 'Check and repair');
    await pasteToken(owner, okta.createToken({}));
    await expect(owner.getByText('“1Kosmos - pilot” is not in Okta any more')).toBeVisible();
    await follow(owner, 'Review what is put back');
    await press(owner, 'Put it back');
    await owner.getByText('Everything stands as it was made').waitFor({ timeout: 45_000 });
    expect(rule()?.id).not.toBe(gone);
    expect(await askRoute(okta.url, newcomer.email)).toMatchObject({ idpName: '1Kosmos' });
    await follow(owner, 'Open the application');
    await expect(owner.getByRole('heading', { level: 1 })).toContainText('Okta (');
  });

  await test.step('with nothing to put back, the check ends and its token is dead', async () => {
    await openApplication(owner, app.url);
    await press(owner, 'Check and repair');
    await pasteToken(owner, okta.createToken({}));
    await expect(owner.getByText('There is nothing to put back')).toBeVisible();
    await takeScreenshots(owner, 'repair-3-nothing');
    await press(owner, 'End the check and revoke the token');
    await expect(owner.getByText('This check has ended')).toBeVisible();
    expect(okta.tokens().map(({ name }) => name)).toEqual(['Somebody else in Okta']);
  });

  await test.step('the contract of the Management API was kept in both directions', () => {
    if (okta.isContractChecked) expect(okta.contractViolations()).toEqual([]);
  });
});
