import { expect, test } from '../fixtures/journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { becomeOwner, firstOwner } from '../fixtures/steps/first-run';
import { confirmWithPasskey } from '../fixtures/steps/passkey';
import { addVirtualAuthenticator } from '../fixtures/virtual-authenticator';

test('the operator opens the printed link and becomes the owner with a passkey', async ({
  page,
  app,
  authenticator,
  consoleGuard,
}) => {
  const setupUrl = app.setupUrl ?? '';
  expect(new URL(setupUrl).origin).toBe(app.url);

  await test.step('nobody gets in before there is an owner', async () => {
    consoleGuard.expect(/status of 404/);
    const answer = await page.goto(`${app.url}/setup/${'A'.repeat(43)}`);
    expect(answer?.status()).toBe(404);
    await page.goto(app.url);
    await expect(page.getByRole('heading', { name: 'AdminX has no owner yet' })).toBeVisible();
    await takeScreenshots(page, 'no-owner');
  });

  await test.step('the link shows the form', async () => {
    await page.goto(setupUrl);
    await expect(page.getByRole('heading', { level: 1, name: 'Set up AdminX' })).toBeVisible();
    await takeScreenshots(page, 'setup');
  });

  await test.step('the owner makes a passkey and arrives in the portal', async () => {
    await becomeOwner(page, setupUrl);
    await expect(page).toHaveURL(`${app.url}/dashboard`);
    await expect(page.getByRole('heading', { level: 2, name: 'Begin here' })).toBeVisible();
    expect(await authenticator.countPasskeys()).toBe(1);
    await takeScreenshots(page, 'dashboard-new');
    await page.goto(`${app.url}/applications`);
    await expect(page.getByRole('heading', { level: 1, name: 'Applications' })).toBeVisible();
    await takeScreenshots(page, 'applications-empty');
  });

  await test.step('the link works once', async () => {
    expect((await page.request.get(setupUrl)).status()).toBe(404);
  });

  await test.step('the owner is listed, and sees the own passkey and session', async () => {
    await page.goto(`${app.url}/users`);
    await expect(page.getByText(firstOwner.email).first()).toBeVisible();
    await page.goto(`${app.url}/account`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await takeScreenshots(page, 'account');
  });

  await test.step('a second passkey is added and named, renamed, and removed again', async () => {
    const key = await addVirtualAuthenticator(page, 'usb');
    await page.getByRole('button', { name: 'Add passkey' }).last().click();
    const naming = page.getByRole('dialog', { name: 'Name your new passkey' });
    await naming.getByLabel('Name').fill('Key in the safe');
    await naming.getByRole('button', { name: 'Save name' }).click();
    expect(await key.countPasskeys()).toBe(1);
    await page.getByRole('button', { name: 'Rename Key in the safe' }).click();
    const renaming = page.getByRole('dialog', { name: 'Rename passkey' });
    await renaming.getByLabel('Name').fill('Key in the safe of the head office');
    await renaming.getByRole('button', { name: 'Rename' }).click();
    await expect(page.getByText('Key in the safe of the head office')).toBeVisible();
    await takeScreenshots(page, 'account-two-passkeys');
    await page.getByRole('button', { name: 'Remove Key in the safe of the head office' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove passkey' }).click();
    await expect(page.getByText('Key in the safe of the head office')).toBeHidden();
    await expect(page.getByRole('button', { name: /^Remove / })).toHaveCount(0);
    await key.remove();
  });

  await test.step('signed out, every page asks for the passkey, and it opens them again', async () => {
    await page.context().clearCookies();
    const answer = await page.request.get(`${app.url}/users`, { maxRedirects: 0 });
    expect(answer.status()).toBe(307);
    await page.goto(`${app.url}/users`);
    await confirmWithPasskey(page);
    await expect(page).toHaveURL(`${app.url}/users`);
  });
});
