import { enrolNewcomer, expect, newcomer, test } from '../fixtures/okta-journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { askRoute, askWithToken } from '../fixtures/steps/okta-organisation';
import {
  applyButton,
  applyPlan,
  chooseTestPerson,
  confirmOrganisation,
  findOrganisation,
  openOktaWizard,
  pasteToken,
  tokenField,
} from '../fixtures/steps/okta-wizard';

test('an owner connects an Okta organisation, and one test person is routed', async ({
  owner,
  otherPage,
  app,
  okta,
}) => {
  await enrolNewcomer(owner, otherPage, app.url);
  const token = okta.createToken({ name: 'AdminX set-up' });
  expect(await askRoute(okta.url, newcomer.email)).toMatchObject({ type: 'OKTA' });

  await test.step('Connect: the organisation is found without a token, by name', async () => {
    await owner.goto(`${app.url}/applications/new`);
    await takeScreenshots(owner, 'applications-new');
    await openOktaWizard(owner, app.url);
    await takeScreenshots(owner, 'okta-1-connect');
    await findOrganisation(owner, okta.url);
    await expect(owner.getByText('Is this your organisation?')).toBeVisible();
    await takeScreenshots(owner, 'okta-1-connect-confirm');
    await owner.getByRole('button', { name: 'Yes, connect Stand-in Okta' }).click();
    await expect(tokenField(owner)).toBeVisible();
    await takeScreenshots(owner, 'okta-1-connect-token');
  });

  await test.step('Check: the token is enough, and nothing of ours is there', async () => {
    await pasteToken(owner, token);
    await expect(owner.getByRole('link', { name: 'Choose settings' })).toBeVisible();
    await expect(owner.getByText('Ottilie Marchbanks').first()).toBeVisible();
    await takeScreenshots(owner, 'okta-2-check');
  });

  await test.step('Choose and Review: one person, every object before it is made', async () => {
    await owner.getByRole('link', { name: 'Choose settings' }).click();
    await expect(owner.getByRole('combobox', { name: 'Who tries it first' })).toBeVisible();
    await takeScreenshots(owner, 'okta-3-choose');
    await owner.goBack();
    await chooseTestPerson(owner, newcomer.email);
    await takeScreenshots(owner, 'okta-4-review');
    await expect(applyButton(owner)).toBeVisible();
    expect(okta.idps()).toHaveLength(0);
  });

  await test.step('Apply: made, activated, seen from outside, token dead', async () => {
    const calls = await applyPlan(owner);
    expect(calls.length).toBeGreaterThan(8);
    await takeScreenshots(owner, 'okta-5-apply');
    const [idp] = okta.idps();
    expect(idp).toMatchObject({ name: '1Kosmos', status: 'ACTIVE' });
    expect(idp?.policy.accountLink.filter?.users?.excludeAdmins).toBe(true);
    const rules = okta.rules().filter((rule) => !rule.system);
    expect(rules).toHaveLength(1);
    expect(rules[0]).toMatchObject({ status: 'ACTIVE' });
    expect(rules[0]?.conditions.userIdentifier?.patterns).toEqual([
      { matchType: 'EQUALS', value: newcomer.email },
    ]);
    expect(await askRoute(okta.url, newcomer.email)).toMatchObject({ idpId: idp?.id });
    expect(await askWithToken(okta.url, token)).toEqual({ status: 401, errorCode: 'E0000011' });
    expect(okta.tokens()).toHaveLength(0);
  });

  await test.step('Prove and the application’s page', async () => {
    await owner.getByRole('link', { name: 'Prove it with a sign-in' }).click();
    await expect(owner.getByText('Waiting for')).toBeVisible();
    await takeScreenshots(owner, 'okta-6-prove');
    await owner.getByRole('link', { name: 'Open the application' }).click();
    await expect(
      owner.getByText(`${okta.url}/sso/saml2/${okta.idps()[0]?.id ?? ''}`).first(),
    ).toBeVisible();
    await takeScreenshots(owner, 'application');
    await owner.goto(`${app.url}/applications`);
    await expect(owner.getByText('Marlow & Finch').first()).toBeVisible();
    await takeScreenshots(owner, 'applications');
    await owner.goto(`${app.url}/applications/okta/setup`);
    await takeScreenshots(owner, 'okta-1-connect-again');
  });

  await test.step('the contract of the Management API was kept in both directions', () => {
    if (okta.isContractChecked) expect(okta.contractViolations()).toEqual([]);
    else console.log('This journey ran without the contract: OKTA_CONTRACT names no file.');
  });
});

test('wrong answers are explained, and nothing typed before is lost', async ({
  owner,
  app,
  okta,
  consoleGuard,
}) => {
  consoleGuard.expect(/status of 4\d\d/u);
  await openOktaWizard(owner, app.url);

  await test.step('an address that is not an organisation', async () => {
    const wrong = 'okta.com.evil.example';
    await findOrganisation(owner, wrong);
    await expect(owner.getByRole('main').getByRole('alert')).toHaveText(/\.$/u);
    await expect(owner.getByLabel('Okta domain')).toHaveValue(wrong);
    await takeScreenshots(owner, 'okta-1-connect-wrong-domain');
  });

  await test.step('a token that Okta does not know', async () => {
    await confirmOrganisation(owner, okta.url);
    await pasteToken(owner, 'not a token');
    await expect(owner.getByText('This is not an API token.')).toBeVisible();
    await pasteToken(owner, `00${'x'.repeat(40)}`);
    await expect(owner.getByText('The organisation could not be read')).toBeVisible();
    await expect(tokenField(owner)).toBeVisible();
    await takeScreenshots(owner, 'okta-2-check-wrong-token');
  });

  await test.step('a token whose owner may only read is replaced by another, and revoked', async () => {
    const ownerLogin = 'tendai.okonjo-whitfield@marlowfinch.example';
    const readOnly = okta.createToken({ ownerLogin });
    await pasteToken(owner, readOnly);
    await expect(owner.getByText('Must be mended first').first()).toBeAttached();
    await expect(owner.getByRole('link', { name: 'Choose settings' })).toHaveCount(0);
    await takeScreenshots(owner, 'okta-2-check-read-only');
    await tokenField(owner).fill(okta.createToken({}));
    await owner.getByRole('button', { name: 'Check with another token' }).click();
    await expect(owner.getByRole('link', { name: 'Choose settings' })).toBeVisible();
    expect(await askWithToken(okta.url, readOnly)).toMatchObject({ status: 401 });
  });

  await test.step('cancelling revokes the token', async () => {
    await owner.getByRole('button', { name: 'Cancel set-up' }).click();
    const dialog = owner.getByRole('dialog', { name: 'Cancel this set-up?' });
    await dialog.getByRole('button', { name: 'Cancel set-up' }).click();
    await expect(owner.getByText('This run was cancelled')).toBeVisible();
    await takeScreenshots(owner, 'okta-5-cancelled');
    expect(okta.tokens()).toHaveLength(0);
  });

  await test.step('the address is still known', async () => {
    await owner.getByRole('link', { name: /^Start again with / }).click();
    await expect(owner.getByLabel('Okta domain')).toHaveValue(new URL(okta.url).host);
    expect(okta.idps()).toHaveLength(0);
    expect(okta.rules().filter((rule) => !rule.system)).toHaveLength(0);
  });
});
