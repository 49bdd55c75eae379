import { expect, test } from '../fixtures/journey';
import { openContext } from '../fixtures/live-pages';
import { takeScreenshots } from '../fixtures/screenshots';
import { becomeOwner } from '../fixtures/steps/first-run';
import { enrolFromLink } from '../fixtures/steps/passkey';
import { createPerson, invite } from '../fixtures/steps/people';
import { addVirtualAuthenticator } from '../fixtures/virtual-authenticator';

const newcomer = {
  firstName: 'Zsófia',
  lastName: 'Kővári-Vandenberg',
  email: 'zsofia.kovari-vandenberg@marlowfinch.example',
};

test('an owner invites a person, who enrols a passkey on an own device', async ({
  page,
  app,
  authenticator,
  browser,
}) => {
  await becomeOwner(page, app.setupUrl);
  expect(await authenticator.countPasskeys()).toBe(1);

  const link = await test.step('the owner creates and invites the person', async () => {
    await createPerson(page, app.url, newcomer);
    await expect(page.getByRole('heading', { level: 1, name: /Zsófia/ })).toBeVisible();
    await takeScreenshots(page, 'user-not-enrolled');
    return invite(page);
  });

  const theirs = await openContext(browser);
  const theirPage = await theirs.newPage();
  const theirDevice = await addVirtualAuthenticator(theirPage);

  await test.step('opening the link burns nothing', async () => {
    for (let scan = 0; scan < 3; scan += 1) {
      expect((await theirPage.request.get(link)).status()).toBe(200);
    }
    await theirPage.goto(link);
    await takeScreenshots(theirPage, 'enrol');
  });

  await test.step('the person makes a passkey', async () => {
    await enrolFromLink(theirPage, link);
    expect(await theirDevice.countPasskeys()).toBe(1);
  });

  await test.step('the link is used up', async () => {
    expect((await theirPage.request.get(link)).status()).toBe(404);
  });

  await test.step('the person has an account page and no portal', async () => {
    await theirPage.goto(`${app.url}/account`);
    await expect(theirPage.getByRole('heading', { level: 1 })).toBeVisible();
    expect((await theirPage.request.get(`${app.url}/users`)).status()).toBe(404);
  });

  await test.step('the owner sees the person enrolled', async () => {
    await page.reload();
    await expect(page.getByText('Enrolled', { exact: true }).first()).toBeVisible();
    await takeScreenshots(page, 'user-enrolled');
    await page.goto(`${app.url}/users`);
    await expect(page.getByText(newcomer.email).first()).toBeVisible();
    await takeScreenshots(page, 'users');
  });

  await theirs.close();
});
