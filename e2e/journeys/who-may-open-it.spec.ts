import { enrolNewcomer, expect, newcomer, test } from '../fixtures/okta-journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { connectOkta } from '../fixtures/steps/connect';
import { firstOwner } from '../fixtures/steps/first-run';
import { readArrival, typeOktaLogin } from '../fixtures/steps/okta-organisation';

const groupName = 'Finanzbuchhaltung und Controlling, Standort Köln-Ehrenfeld';

test('a person without access is refused, gets it through a group, and opens it from the start page', async ({
  owner,
  otherPage,
  app,
  okta,
  consoleGuard,
}) => {
  await enrolNewcomer(owner, otherPage, app.url);
  const token = okta.createToken({});
  const connection = { appUrl: app.url, oktaUrl: okta.url, token };
  await connectOkta(owner, { ...connection, testPersonLogin: newcomer.email });
  await owner.getByRole('link', { name: 'Prove it with a sign-in' }).click();
  await owner.goto(`${app.url}/applications`);
  await owner.getByRole('main').getByRole('heading', { level: 2 }).getByRole('link').click();

  await test.step('the owner limits access, and is told first who loses it', async () => {
    await expect(owner.getByText('Everybody who can sign in may open it.')).toBeVisible();
    await owner.getByRole('link', { name: 'Manage access' }).click();
    await takeScreenshots(owner, 'access-everyone');
    await owner.getByRole('button', { name: 'Limit to chosen groups and people' }).click();
    const dialog = owner.getByRole('dialog', { name: /^Limit .* to the chosen/u });
    await expect(dialog.getByText(/^2 people lose access/u)).toBeVisible();
    await expect(dialog.getByText(`${newcomer.email} is routed here by Okta`)).toBeVisible();
    await takeScreenshots(owner, 'access-limit');
    await dialog.getByRole('button', { name: 'Limit access' }).click();
    await expect(owner.getByText('Nobody is chosen, so nobody can open it.')).toBeVisible();
    await expect(owner.getByText(/is routed here and has no access/u)).toBeVisible();
  });

  await test.step('the person is refused with one sentence and a trace id', async () => {
    consoleGuard.expect(/status of 403/);
    await typeOktaLogin(otherPage, okta.url, newcomer.email);
    await expect(otherPage.getByText('You have no access to this application')).toBeVisible();
    await takeScreenshots(otherPage, 'access-refused');
    const traceId = await otherPage.getByRole('code').innerText();
    await owner.goto(`${app.url}/reports/traces/${traceId}`);
    await expect(owner.getByText('Failed: Application is for this person')).toBeVisible();
    await expect(owner.getByText(/Neither chosen nor in a chosen group/u).first()).toBeVisible();
    await takeScreenshots(owner, 'access-trace');
    await otherPage.goto(app.url);
    const empty = otherPage.getByRole('heading', { name: 'No application is open to you yet' });
    await expect(empty).toBeVisible();
    await takeScreenshots(otherPage, 'my-applications-empty');
  });

  await test.step('a group of the person is chosen by search', async () => {
    await owner.goto(`${app.url}/groups/new`);
    await owner.getByLabel('Name').fill(groupName);
    await owner.getByRole('button', { name: 'Create group' }).click();
    await owner.getByRole('button', { name: 'Add people' }).click();
    await owner.getByRole('checkbox', { name: /Zsófia/ }).check();
    await owner.getByRole('button', { name: 'Add 1 person' }).click();
    await owner.goto(`${app.url}/applications`);
    await owner.getByRole('main').getByRole('heading', { level: 2 }).getByRole('link').click();
    await owner.getByRole('link', { name: 'Manage access' }).click();
    await owner.getByRole('button', { name: 'Add groups and people' }).click();
    await owner.getByLabel('Search groups and people').fill('controlling');
    await owner.getByRole('checkbox', { name: groupName }).check();
    await takeScreenshots(owner, 'access-add');
    await owner.getByRole('button', { name: 'Give access to 1 group' }).click();
    await expect(owner.getByRole('link', { name: groupName })).toBeVisible();
    await owner.getByRole('searchbox', { name: 'Person' }).fill('zsófia');
    await expect(owner.getByText(`Through ${groupName}`)).toBeVisible();
    await takeScreenshots(owner, 'access-chosen');
  });

  await test.step('the person opens it from the start page', async () => {
    await otherPage.goto(app.url);
    await expect(otherPage).toHaveURL(/\/my-applications$/u);
    await takeScreenshots(otherPage, 'my-applications');
    await otherPage.getByRole('main').getByRole('listitem').getByRole('link').focus();
    await otherPage.keyboard.press('Enter');
    expect(await readArrival(otherPage)).toMatchObject({ nameId: newcomer.email });
  });

  await test.step('people are given access and lose it again, several at once', async () => {
    const people = [newcomer.email, firstOwner.email];
    await owner.getByRole('button', { name: 'Add groups and people' }).click();
    for (const login of people) {
      await owner.getByLabel('Search groups and people').fill(login);
      await owner.getByRole('checkbox', { name: new RegExp(login, 'u') }).check();
    }
    await owner.getByRole('button', { name: 'Give access to 2 people' }).click();
    for (const login of people) {
      await owner.getByRole('checkbox', { name: new RegExp(`^Choose .*${login}`, 'u') }).check();
    }
    await takeScreenshots(owner, 'access-people');
    await owner.getByRole('button', { name: 'Remove 2 people' }).click();
    const dialog = owner.getByRole('dialog');
    await expect(dialog.getByText('1 person loses access', { exact: false })).toBeVisible();
    await dialog.getByRole('button', { name: 'Remove 2 people' }).click();
    await expect(owner.getByText('Nobody is chosen by name.')).toBeVisible();
  });

  await test.step('person and group say why, and the group says what goes with it', async () => {
    await owner.getByRole('link', { name: groupName }).click();
    await expect(owner.getByText('Open to this group')).toBeVisible();
    await owner.getByRole('button', { name: 'Delete group' }).click();
    await expect(owner.getByText(/Whoever has access through this group alone/u)).toBeVisible();
    await takeScreenshots(owner, 'access-group');
    await owner.getByRole('button', { name: 'Keep as it is' }).click();
    await owner.getByRole('link', { name: /Zsófia/ }).click();
    await expect(owner.getByText(new RegExp(`Through ${groupName}`, 'u'))).toBeVisible();
  });
});
