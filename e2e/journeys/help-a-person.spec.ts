import { expect, test } from '../fixtures/journey';
import { openContext } from '../fixtures/live-pages';
import { takeScreenshots } from '../fixtures/screenshots';
import { becomeOwner } from '../fixtures/steps/first-run';
import { enrolFromLink } from '../fixtures/steps/passkey';
import { invite } from '../fixtures/steps/people';
import { addVirtualAuthenticator } from '../fixtures/virtual-authenticator';

test('an auditor sees people and may change nothing; a lost passkey is removed', async ({
  page,
  app,
  authenticator,
  browser,
}) => {
  test.setTimeout(240_000);
  await becomeOwner(page, app.setupUrl);
  expect(await authenticator.countPasskeys()).toBe(1);

  const link = await test.step('the owner creates and invites an auditor', async () => {
    await page.goto(`${app.url}/users/new`);
    await page.getByLabel('First name').fill('Noor');
    await page.getByLabel('Last name').fill('Haddad');
    await page.getByLabel('Login').fill('noor.haddad@marlowfinch.example');
    await page.getByLabel('Role').selectOption('AUDITOR');
    await page.getByRole('button', { name: 'Create person' }).click();
    await page.waitForURL(/\/users\/[0-9a-f-]{36}$/u);
    return invite(page);
  });
  const auditorUrl = page.url();

  const theirs = await openContext(browser);
  const theirPage = await theirs.newPage();
  await addVirtualAuthenticator(theirPage);
  await enrolFromLink(theirPage, link);

  await test.step('the auditor reads the list and a person, without a button to press', async () => {
    await theirPage.goto(`${app.url}/users`);
    await expect(theirPage.getByText('2 people')).toBeVisible();
    await expect(theirPage.getByRole('link', { name: 'Create person' })).toHaveCount(0);
    await expect(theirPage.getByRole('checkbox')).toHaveCount(0);
    await expect(theirPage.getByRole('button', { name: /^Actions for/u })).toHaveCount(0);
    await takeScreenshots(theirPage, 'people-auditor');
    await theirPage.goto(auditorUrl);
    await expect(theirPage.getByRole('heading', { level: 1, name: 'Noor Haddad' })).toBeVisible();
    for (const name of [/^Edit/u, /^Invite/u, /^Remove/u, /^Disable/u, /^Delete/u, /^End/u]) {
      await expect(theirPage.getByRole('button', { name })).toHaveCount(0);
      await expect(theirPage.getByRole('link', { name })).toHaveCount(0);
    }
    expect(await (await theirPage.request.get(`${auditorUrl}/edit`)).text()).toContain(
      'NEXT_HTTP_ERROR_FALLBACK;404',
    );
    await takeScreenshots(theirPage, 'person-auditor');
  });

  await test.step('the owner removes the passkey of a lost device, which signs the person out', async () => {
    await page.reload();
    await page.getByRole('button', { name: /^Remove Passkey/u }).click();
    await takeScreenshots(page, 'person-remove-passkey');
    await page.getByRole('button', { name: 'Remove passkey', exact: true }).click();
    await expect(page.getByText('No passkey yet. An invitation leads to one.')).toBeVisible();
    await expect(page.getByText('Signed in nowhere.')).toBeVisible();
    await theirPage.goto(`${app.url}/users`);
    await expect(theirPage).toHaveURL(/\/sign-in/u);
  });

  await test.step('an invitation brings the person back', async () => {
    const again = await invite(page);
    await enrolFromLink(theirPage, again);
    await page.reload();
    await expect(page.getByText('Enrolled', { exact: true }).first()).toBeVisible();
    await takeScreenshots(page, 'person-back');
  });

  await theirs.close();
});
