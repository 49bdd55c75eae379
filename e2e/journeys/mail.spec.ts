import { startAppServer } from '../fixtures/app-server';
import { expect, test } from '../fixtures/journey';
import { readLink, startMailServer } from '../fixtures/mail-server';
import { takeScreenshots } from '../fixtures/screenshots';
import { becomeOwner, firstOwner } from '../fixtures/steps/first-run';
import { createPersonAndInvite } from '../fixtures/steps/people';

const newcomer = {
  firstName: 'Zsófia',
  lastName: 'Kővári-Vandenberg',
  email: 'zsofia.kovari-vandenberg@marlowfinch.example',
};

test('without a mail server the portal says what to set', async ({ page, app, authenticator }) => {
  await becomeOwner(page, app.setupUrl);
  expect(await authenticator.countPasskeys()).toBe(1);
  await page.goto(`${app.url}/settings/mail`);
  await expect(page.getByText('No mail server is set up')).toBeVisible();
  await expect(page.getByText('ADMINX_SMTP_URL=')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send a test message' })).toHaveCount(0);
  await takeScreenshots(page, 'mail-not-set-up');
});

test('an invitation survives a dead mail server and a killed AdminX, and arrives later', async ({
  page,
  authenticator,
  consoleGuard,
}) => {
  const probe = await startMailServer();
  await probe.close();
  const app = await startAppServer({
    ADMINX_SMTP_URL: `smtp://127.0.0.1:${String(probe.port)}`,
    ADMINX_SMTP_FROM: 'AdminX <adminx@example.com>',
  });
  try {
    await becomeOwner(page, app.setupUrl);
    expect(await authenticator.countPasskeys()).toBe(1);

    const link = await test.step('the owner invites while the mail server is dead', async () => {
      const shown = await createPersonAndInvite(page, app.url, newcomer);
      await page.goto(`${app.url}/settings/mail`);
      await expect(async () => {
        await page.reload();
        await expect(page.getByText(/Nothing accepts connections/).first()).toBeVisible({
          timeout: 1000,
        });
      }).toPass();
      await page.getByRole('button', { name: 'Send a test message' }).click();
      await expect(
        page.getByText(`The message to ${firstOwner.email} did not leave`),
      ).toBeVisible();
      await takeScreenshots(page, 'mail-server-dead');
      return shown;
    });

    await test.step('AdminX is killed and started again', async () => {
      consoleGuard.expect(/ERR_CONNECTION_REFUSED|Failed to load resource|fetch/);
      await app.halt('SIGKILL');
      await app.restart();
    });

    const mail = await startMailServer({ port: probe.port });
    await test.step('the mail server is back, and the invitation arrives', async () => {
      await page.goto(`${app.url}/settings/mail`);
      const retry = page.getByRole('button', { name: `Try now: ${newcomer.email}` });
      if (await retry.isVisible()) await retry.click();
      await expect.poll(() => mail.deliveries.length, { timeout: 60_000 }).toBe(1);
      expect(mail.deliveries[0]?.to).toEqual([newcomer.email]);
      expect(mail.deliveries.map(readLink)).toEqual([link]);
    });

    await test.step('the test message is answered by the server itself', async () => {
      await page.reload();
      await page.getByRole('button', { name: 'Send a test message' }).click();
      await expect(page.getByText(`took the message to ${firstOwner.email}`)).toBeVisible();
      await expect(page.getByRole('cell', { name: 'Sent', exact: true })).toBeVisible();
      await takeScreenshots(page, 'mail-sent');
    });
    await mail.close();
  } finally {
    consoleGuard.stop();
    await app.stop();
  }
});
