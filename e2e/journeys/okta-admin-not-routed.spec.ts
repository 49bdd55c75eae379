import { enrolNewcomer, expect, newcomer, test } from '../fixtures/okta-journey';
import { connectOkta } from '../fixtures/steps/connect';
import { askRoute, typeOktaLogin, waitForOktaPassword } from '../fixtures/steps/okta-organisation';
import { enrolFromLink } from '../fixtures/steps/passkey';
import { createPersonAndInvite } from '../fixtures/steps/people';

const administrator = {
  firstName: 'Ottilie',
  lastName: 'Marchbanks',
  email: 'ottilie.marchbanks@marlowfinch.example',
};

test('an Okta administrator is not routed, and cannot arrive through AdminX either', async ({
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

  await test.step('every administrator stays with Okta', async () => {
    const administrators = okta.users().filter((user) => user.roles.length > 0);
    expect(administrators.length).toBeGreaterThan(1);
    for (const { profile } of administrators) {
      expect(await askRoute(okta.url, profile.login)).toMatchObject({ type: 'OKTA' });
    }
  });

  await test.step('the password page of Okta opens and works', async () => {
    await otherPage.context().clearCookies();
    await typeOktaLogin(otherPage, okta.url, administrator.email);
    await waitForOktaPassword(otherPage);
    await otherPage.getByLabel('Password').fill('stand-in-password');
    await otherPage.getByRole('button', { name: 'Sign in' }).click();
    await expect(otherPage.getByText('Signed in as Ottilie Marchbanks')).toBeVisible();
  });

  await test.step('an assertion about an administrator opens nothing', async () => {
    await otherPage.context().clearCookies();
    const link = await createPersonAndInvite(owner, app.url, administrator);
    await enrolFromLink(otherPage, link);
    await otherPage.goto(`${okta.url}/sso/saml2/${okta.idps()[0]?.id ?? ''}`);
    await expect(otherPage.getByRole('heading', { name: 'Sign-in refused' })).toBeVisible();
  });
});
