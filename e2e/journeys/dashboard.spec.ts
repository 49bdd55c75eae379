import { expect, test } from '../fixtures/journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { becomeOwner } from '../fixtures/steps/first-run';
import { createPerson } from '../fixtures/steps/people';
import { queryStoredData } from '../fixtures/stored-data';

const newcomer = {
  firstName: 'Zsófia',
  lastName: 'Kővári-Vandenberg',
  email: 'zsofia.kovari-vandenberg@marlowfinch.example',
};

/** A month of a company of thousands: busy on weekdays, a few refusals of every cause. */
const month = `
  INSERT INTO "AuditDailyCount" ("tenantId", "day", "action", "reason", "count")
  SELECT t."id", (now() AT TIME ZONE 'UTC')::date - d, c.action, c.reason,
    (c.base * CASE WHEN extract(dow FROM (now() - d * interval '1 day')) IN (0, 6) THEN 0.2 ELSE 1 END
      * (1 + (d * 7 % 5) / 10.0))::int
  FROM "Tenant" t, generate_series(1, 29) d, (VALUES
    ('user.signed_in', '', 4200), ('user.sign_in_refused', 'auth.passkey_not_verified', 31),
    ('user.sign_in_refused', 'auth.person_disabled', 9),
    ('application.refused', 'saml.request_expired', 14),
    ('user.recovery_refused', 'recovery.code_wrong', 4), ('user.sign_in_refused', 'odd', 3)
  ) AS c (action, reason, base)
  ON CONFLICT DO NOTHING`;

test('the dashboard says what to do, and later what happens', async ({
  page,
  app,
  authenticator,
  consoleGuard,
}) => {
  await becomeOwner(page, app.setupUrl);
  expect(await authenticator.countPasskeys()).toBe(1);

  await test.step('a new installation begins with the first three things', async () => {
    await page.goto(app.url);
    await expect(page).toHaveURL(`${app.url}/dashboard`);
    const first = page.getByRole('region', { name: 'Begin here' });
    await expect(first.getByRole('listitem')).toHaveCount(3);
    await expect(first.getByRole('link', { name: 'Add application' })).toBeVisible();
  });

  await test.step('with the first person there are numbers', async () => {
    await createPerson(page, app.url, newcomer);
    await page.goto(`${app.url}/dashboard`);
    await expect(page.getByRole('link', { name: '1 Not enrolled' })).toBeVisible();
    await takeScreenshots(page, 'dashboard-quiet');
  });

  await test.step('after a busy month the chart is also a table', async () => {
    consoleGuard.expect(/Failed to load resource|ERR_CONNECTION_REFUSED|fetch/);
    await app.halt('SIGTERM');
    await queryStoredData(app, month);
    await app.restart();
    await page.goto(`${app.url}/dashboard`);
    await expect(
      page.getByRole('listitem').filter({ hasText: 'Passkey not accepted' }),
    ).toBeVisible();
    await takeScreenshots(page, 'dashboard-busy');
    const summary = page.getByText('Show as a table');
    await summary.focus();
    await page.keyboard.press('Enter');
    const table = page.getByRole('table', { name: /Sign-ins by day/ });
    await expect(table.getByRole('row')).toHaveCount(31);
    await expect(table.getByRole('columnheader', { name: 'Passkey not accepted' })).toBeVisible();
    await takeScreenshots(page, 'dashboard-table');
  });

  await test.step('numbers lead to the people they count', async () => {
    await page.getByRole('link', { name: '1 Not enrolled' }).click();
    await expect(page).toHaveURL(/\/users\?state=not_enrolled/);
    await expect(page.getByText(newcomer.email).first()).toBeVisible();
  });
});
