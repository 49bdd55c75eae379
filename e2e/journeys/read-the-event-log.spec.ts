import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from '../fixtures/journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { becomeOwner, firstOwner } from '../fixtures/steps/first-run';
import { createPerson, createPersonAndInvite } from '../fixtures/steps/people';
import { runCommand } from '../tools/run-command';

const people = [
  {
    firstName: 'Zsófia',
    lastName: 'Kővári-Vandenberg',
    email: 'zsofia.kovari-vandenberg-of-the-eastern-branch@marlowfinch.example',
  },
  { firstName: 'Bo', lastName: 'Li', email: 'bo.li@marlowfinch.example' },
  { firstName: 'Imani', lastName: 'Nwosu', email: 'imani.nwosu@marlowfinch.example' },
] as const;

test('an owner reads, watches, exports and verifies what happened', async ({
  page,
  app,
  authenticator,
  context,
}) => {
  await becomeOwner(page, app.setupUrl);
  expect(await authenticator.countPasskeys()).toBe(1);
  for (const person of people.slice(0, 2)) await createPersonAndInvite(page, app.url, person);

  await test.step('the log says in sentences what happened', async () => {
    await page.goto(`${app.url}/reports`);
    await expect(page.getByRole('heading', { level: 1, name: 'Event log' })).toBeVisible();
    const invited = `${firstOwner.email} invited ${people[1].email}`;
    await expect(page.getByRole('link', { name: invited })).toBeVisible();
    await takeScreenshots(page, 'event-log');
  });

  await test.step('filters live in the address and come off one by one', async () => {
    await page.getByLabel('Search events').fill('nobody of this name');
    await page.getByRole('main').getByRole('button', { name: 'Search' }).click();
    await expect(page.getByText('No event matches')).toBeVisible();
    await takeScreenshots(page, 'event-log-nothing-found');
    await page.getByRole('link', { name: 'Remove filter: Search: nobody of this name' }).click();
    await page.getByText('More filters').click();
    await page.getByLabel('Action').selectOption({ label: 'Person invited' });
    await page.getByLabel('Person', { exact: true }).fill(people[0].email.toUpperCase());
    await page.getByRole('main').getByRole('button', { name: 'Search' }).click();
    await expect(page.getByRole('table').getByRole('link')).toHaveCount(1);
    await expect(page).toHaveURL(/action=user\.invited/u);
    await takeScreenshots(page, 'event-log-filtered');
  });

  await test.step('on a phone the filters open on demand, and the log begins on the first screen', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${app.url}/reports`);
    const first = page
      .getByRole('main')
      .getByRole('link', { name: / invited / })
      .first();
    await expect(first).toBeInViewport();
    await expect(page.getByLabel('Result')).toBeHidden();
    await page.getByText('Filters', { exact: true }).click();
    await page.getByLabel('Result').selectOption('succeeded');
    await takeScreenshots(page, 'event-log-filters-open');
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(page).toHaveURL(/result=succeeded/u);
    await expect(page.getByRole('link', { name: /^Remove filter: / })).toBeVisible();
    await page.goBack();
    await page.goBack();
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step('an event has a page with everything about it', async () => {
    await page.getByRole('table').getByRole('link').click();
    await expect(page).toHaveURL(/\/reports\/events\/[0-9a-f-]{36}$/u);
    await expect(page.getByText('gives its hash and follows the one before it')).toBeVisible();
    await takeScreenshots(page, 'event');
  });

  await test.step('watching live shows what happens elsewhere, each event once', async () => {
    await page.goto(`${app.url}/reports`);
    await page.getByRole('button', { name: 'Watch live' }).click();
    await expect(page.getByText('Live', { exact: true })).toBeVisible();
    const elsewhere = await context.newPage();
    await createPerson(elsewhere, app.url, people[2]);
    await elsewhere.close();
    const created = page.getByRole('link', { name: `created ${people[2].email}` });
    await expect(created).toHaveCount(1);
    await takeScreenshots(page, 'event-log-live');
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.reload();
    await expect(created).toHaveCount(1);
  });

  await test.step('exports hold every event, and say so in the log', async () => {
    for (const [name, mark] of [
      ['Export CSV', 'sequence,time'],
      ['Export JSON Lines', 'adminx-audit-export-1'],
    ] as const) {
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name }).click();
      const path = await (await download).path();
      const text = await readFile(path, 'utf8');
      expect(text).toContain(mark);
      expect(text).toContain(people[0].email);
      if (name === 'Export JSON Lines') await verifyElsewhere(path, text);
    }
    await page.goto(`${app.url}/reports?action=audit.exported`);
    await expect(page.getByRole('table').getByRole('link')).toHaveCount(2);
    await page.getByRole('table').getByRole('link').first().click();
    await expect(page.getByText('jsonl')).toBeVisible();
    await takeScreenshots(page, 'event-export');
  });

  await test.step('verifying proves that nobody touched the log', async () => {
    await page.getByRole('link', { name: 'Verify', exact: true }).click();
    await takeScreenshots(page, 'verify');
    await page.getByRole('button', { name: 'Verify all events' }).click();
    await expect(
      page.getByText(/The event log is whole: \d+ events verified/u).first(),
    ).toBeVisible();
    await takeScreenshots(page, 'verify-whole');
  });

  await test.step('retention is set after a look at what it removes', async () => {
    await page.goto(`${app.url}/settings/retention`);
    await takeScreenshots(page, 'retention');
    await page.getByLabel('For some days').check();
    await page.getByLabel('Days', { exact: true }).fill('7');
    await page.getByRole('button', { name: 'Change retention' }).click();
    await expect(page.getByText('Events are kept for 30 days at least.')).toBeVisible();
    await page.getByLabel('Days', { exact: true }).fill('90');
    await page.getByRole('button', { name: 'Change retention' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change how long events are kept' });
    await expect(dialog).toContainText('No event is older than that today');
    await takeScreenshots(page, 'retention-confirm');
    await dialog.getByRole('button', { name: 'Change retention' }).click();
    await expect(page.getByText('For 90 days')).toBeVisible();
  });
});

/** As whoever got the file would, without AdminX: once as it is, once with a name changed in it. */
async function verifyElsewhere(path: string, text: string): Promise<void> {
  const verify = () => runCommand('npm', ['run', '-s', 'verify-audit', '--', path]);
  expect(await verify()).toMatchObject({ code: 0 });
  await writeFile(path, text.replace(people[0].email, 'mallory@example.com'));
  expect(await verify()).toMatchObject({ code: 1 });
}
