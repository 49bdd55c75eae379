import { expect, test, type Page } from '@playwright/test';
import { takeScreenshots } from '../fixtures/screenshots';
import { holdTable } from '../fixtures/slow-database';
import { send, startTwoCompanies, type TwoCompanies } from '../fixtures/two-companies';
import { namesThing, nameOf, pathAbout, waysIn } from '../fixtures/walk';

let companies: TwoCompanies;

test.beforeAll(async () => {
  test.setTimeout(400_000);
  companies = await startTwoCompanies();
});

test.afterAll(async () => {
  await companies.stop();
});

test('G1: a thing of another tenant is answered with the status 404', async () => {
  const { one, other, signIn } = companies;
  const cookie = await signIn(other, 'OWNER');
  const { publicUrl } = other;
  const pages = waysIn.filter((entry) => entry.kind === 'page' && namesThing(entry));
  expect(pages.length).toBeGreaterThan(5);
  for (const entry of pages) {
    const path = pathAbout(entry, one.ids);
    const { status } = await send({ method: 'GET', publicUrl, path, headers: { cookie } });
    expect(status, nameOf(entry)).toBe(404);
  }
});

test('an address that leads nowhere says so, inside the portal and outside', async ({ page }) => {
  const { one, other } = companies;
  await signInPage(page);
  expect((await page.goto(`${one.publicUrl}/users/${other.ids.user}`))?.status()).toBe(404);
  await expect(
    page.getByRole('heading', { name: 'There is nothing at this address' }),
  ).toBeVisible();
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await takeScreenshots(page, 'state-not-found-portal');
  expect((await page.goto(`${one.publicUrl}/nowhere`))?.status()).toBe(404);
  await expect(page.getByRole('link', { name: 'Go to the start page' })).toBeVisible();
  await takeScreenshots(page, 'state-not-found');
});

test('a page that waits for the database shows its outline, and says when its statement was refused', async ({
  page,
}) => {
  const { one, database } = companies;
  const failed = page.getByRole('heading', { name: 'The events could not be read' });
  const tryAgain = page.getByRole('button', { name: 'Try again' });
  await signInPage(page);
  const events = await holdTable(database, 'AuditEvent');
  await page.goto(`${one.publicUrl}/users/${one.ids.enrolled}`, { waitUntil: 'commit' });
  await expect(page.getByText('Loading')).toBeAttached();
  await takeScreenshots(page, 'state-loading-details');
  await page.goto(`${one.publicUrl}/reports`, { waitUntil: 'commit' });
  await expect(page.getByText('Loading')).toBeAttached();
  await takeScreenshots(page, 'state-loading-list');
  await expect.poll(() => events.refuseWaiting()).toBeGreaterThan(0);
  await expect(failed).toBeVisible();
  await takeScreenshots(page, 'state-error-portal');
  // Nobody ends this one: it gives up by itself, and whoever waits is told.
  await tryAgain.click();
  await expect(failed).toBeHidden();
  await expect(failed).toBeVisible({ timeout: 20_000 });
  await events.release();
  await tryAgain.click();
  await expect(page.getByRole('heading', { name: 'Event log' })).toBeVisible();
});

test('without a database every page says that it could not be loaded', async ({ page }) => {
  const { one } = companies;
  await signInPage(page);
  await companies.stopDatabase();
  await page.goto(`${one.publicUrl}/dashboard`);
  await expect(page.getByRole('heading', { name: 'This page could not be loaded' })).toBeVisible();
  await takeScreenshots(page, 'state-error');
  await page.goto(`${one.publicUrl}/sign-in`);
  await expect(page.getByRole('heading', { name: 'This page could not be loaded' })).toBeVisible();
  await loseErrorPage(page);
  await page.goto(`${one.publicUrl}/dashboard`);
  await expect(page.getByRole('heading', { name: 'AdminX could not be shown' })).toBeVisible();
  await takeScreenshots(page, 'state-error-global');
});

async function signInPage(page: Page): Promise<void> {
  const { one, signIn } = companies;
  const [name = '', value = ''] = (await signIn(one, 'OWNER')).split('=', 2);
  await page.context().addCookies([{ name, value, url: one.publicUrl, httpOnly: true }]);
}

/** The script of the error page itself does not arrive, so that only the last resort is left. */
async function loseErrorPage(page: Page): Promise<void> {
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    const isErrorPage =
      text.includes('This page could not be loaded') && !text.includes('AdminX could not be shown');
    await (isErrorPage ? route.abort() : route.fulfill({ response }));
  });
}
