import { deflateRawSync } from 'node:zlib';
import type { APIRequestContext } from '@playwright/test';
import { enrolNewcomer, expect, newcomer, test } from '../fixtures/okta-journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { connectOkta } from '../fixtures/steps/connect';
import { readArrival, signOutOfOkta, typeOktaLogin } from '../fixtures/steps/okta-organisation';
import { confirmWithPasskey } from '../fixtures/steps/passkey';

test('the test person signs in to Okta with a passkey, and again without a prompt', async ({
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
  await owner.getByRole('link', { name: 'Prove it with a sign-in' }).click();
  await expect(owner.getByText('Waiting for')).toBeVisible();

  await test.step('a new browser is asked for the passkey', async () => {
    await otherPage.context().clearCookies();
    const asked = otherPage.waitForURL('**/sign-in?request=*');
    await typeOktaLogin(otherPage, okta.url, newcomer.email);
    await asked;
    await confirmWithPasskey(otherPage);
  });

  await test.step('Okta makes the person just created in AdminX', async () => {
    const arrival = await readArrival(otherPage);
    expect(arrival).toMatchObject({
      name: `${newcomer.firstName} ${newcomer.lastName}`,
      login: newcomer.email,
      nameId: newcomer.email,
      idpName: '1Kosmos',
      signedParts: 'Response and Assertion',
    });
    expect(arrival.outcome).toContain('JIT');
    expect(arrival.attributes).toMatchObject({
      email: newcomer.email,
      firstName: newcomer.firstName,
      lastName: newcomer.lastName,
    });
    expect(arrival.attributes['session.amr']).toContain('mfa');
    await takeScreenshots(otherPage, 'stand-in-signed-in');
  });

  await test.step('a second sign-in needs no prompt while the session lives', async () => {
    await signOutOfOkta(otherPage, okta.url);
    const visited: string[] = [];
    otherPage.on('framenavigated', (frame) => visited.push(new URL(frame.url()).pathname));
    await typeOktaLogin(otherPage, okta.url, newcomer.email);
    expect(await readArrival(otherPage)).toMatchObject({ nameId: newcomer.email });
    expect(visited).not.toContain('/sign-in');
  });

  await test.step('the owner sees it on the page of the wizard and of the application', async () => {
    await expect(owner.getByText('It works')).toBeVisible();
    await takeScreenshots(owner, 'okta-6-prove-signed-in');
    await owner.getByRole('link', { name: 'Open the application' }).click();
    await expect(owner.getByRole('heading', { name: 'Latest sign-ins' })).toBeVisible();
    await expect(owner.getByText(newcomer.email).first()).toBeVisible();
    await takeScreenshots(owner, 'application-used');
  });

  await test.step('somebody switches the rule off in Okta, and AdminX notices', async () => {
    const health = owner.getByRole('region', { name: 'Health' });
    const routing = owner.getByRole('region', { name: 'Where Okta sends people' });
    await routing.getByRole('button', { name: 'Look now' }).click();
    await expect(health.getByText('Healthy')).toBeVisible();
    await expect(routing.getByText('to AdminX').first()).toBeVisible();
    await takeScreenshots(owner, 'application-healthy');
    for (const rule of okta.rules().filter(({ system }) => !system)) rule.status = 'INACTIVE';
    await routing.getByRole('button', { name: 'Look now' }).click();
    await expect(health.getByText('Failing')).toBeVisible();
    await expect(
      health.getByRole('heading', { name: `Okta no longer sends ${newcomer.email} here` }),
    ).toBeVisible();
    await routing.getByText('Watched logins', { exact: true }).click();
    await takeScreenshots(owner, 'application-drifted');
    await owner.goto(`${app.url}/applications`);
    await expect(owner.getByText('Failing')).toBeVisible();
    await takeScreenshots(owner, 'applications-failing');
    await owner.goto(`${app.url}/dashboard`);
    await expect(owner.getByRole('link', { name: /Open application/ })).toBeVisible();
    await takeScreenshots(owner, 'dashboard-failing');
  });

  await test.step('support finds what was checked, and what Okta would say', async () => {
    await owner.goto(`${app.url}/reports/traces`);
    const traces = owner.getByRole('table', { name: 'SAML traces, newest first' });
    await expect(traces.getByText('Succeeded')).toHaveCount(2);
    await traces.getByRole('link').first().click();
    await expect(owner.getByText('Okta should accept this answer')).toBeVisible();
    await expect(owner.getByRole('heading', { name: 'Timeline' })).toBeVisible();
    await takeScreenshots(owner, 'saml-trace');
    const downloading = owner.waitForEvent('download');
    await owner.getByRole('link', { name: 'Download support bundle' }).click();
    expect((await downloading).suggestedFilename()).toMatch(/^saml-trace-[0-9a-f]{16}\.json$/u);
  });

  await test.step('a refused one is found by the id on its page', async () => {
    const traceId = await sendUnknownRequest(otherPage.request, app.url);
    await owner.goto(`${app.url}/reports/traces`);
    await takeScreenshots(owner, 'saml-traces');
    await owner.getByRole('searchbox', { name: 'Search traces' }).fill(traceId);
    await owner.getByRole('button', { name: 'Search', exact: true }).click();
    await expect(
      owner.getByRole('link', { name: `Remove filter: Search: ${traceId}` }),
    ).toBeVisible();
    await owner.getByRole('table').getByRole('link').click();
    await expect(owner.getByText('Failed: Application known and enabled')).toBeVisible();
    await takeScreenshots(owner, 'saml-trace-refused');
    await owner.goto(`${app.url}/settings/retention`);
    await expect(owner.getByText('For 30 days')).toBeVisible();
    await takeScreenshots(owner, 'settings-retention-traces');
    await owner.getByLabel('Days to keep traces').fill('7');
    await owner.getByRole('button', { name: 'Keep traces so long' }).click();
    await expect(owner.getByText('For 7 days')).toBeVisible();
  });
});

test('somebody else’s browser cannot finish a sign-in that was begun here', async ({
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
  await otherPage.context().clearCookies();
  await otherPage.route('**/api/webauthn/sign-in/**', (route) => route.abort());
  await typeOktaLogin(otherPage, okta.url, newcomer.email);
  await otherPage.waitForURL('**/sign-in?request=*');
  await expect(
    otherPage.getByRole('heading', { level: 1, name: /^Sign in to Okta/ }),
  ).toBeVisible();
  await takeScreenshots(otherPage, 'sign-in');
  // The owner has a session; the request still belongs to the other browser.
  await owner.goto(otherPage.url());
  await expect(
    owner.getByRole('heading', { level: 1, name: 'This sign-in is over' }),
  ).toBeVisible();
  await takeScreenshots(owner, 'sign-in-over');
});

/** An application nobody registered asks; the id on the page that says so. */
async function sendUnknownRequest(request: APIRequestContext, appUrl: string): Promise<string> {
  const xml =
    '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0"' +
    ` IssueInstant="${new Date().toISOString()}" Destination="${appUrl}/saml/sso">` +
    '<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">https://wiki.example/sp' +
    '</saml:Issuer></samlp:AuthnRequest>';
  const message = encodeURIComponent(deflateRawSync(xml).toString('base64'));
  const answer = await request.get(`${appUrl}/saml/sso?SAMLRequest=${message}`);
  return /<code>([0-9a-f]{16})</u.exec(await answer.text())?.[1] ?? '';
}
