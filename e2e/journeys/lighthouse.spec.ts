import { expect, test } from '@playwright/test';
import { listAllPages, type VisitedPage } from '../fixtures/all-pages';
import { startLighthouseBrowser, type LighthouseBrowser } from '../fixtures/lighthouse';
import { send, startTwoCompanies, type TwoCompanies } from '../fixtures/two-companies';

const enough = 95;

let companies: TwoCompanies;
let browser: LighthouseBrowser;

test.beforeAll(async () => {
  test.setTimeout(400_000);
  companies = await startTwoCompanies();
  browser = await startLighthouseBrowser();
});

test.afterAll(async () => {
  await browser.close();
  await companies.stop();
});

test('every page has 95 or more of Lighthouse for accessibility and best practices', async () => {
  test.setTimeout(600_000);
  const { publicUrl } = companies.one;
  const elsewhere = new Set<string>();
  const seen = new Set<string>();
  const problems: string[] = [];
  for (const page of await listAllPages(companies)) {
    const { path, cookie } = page;
    const headers = cookie === null ? {} : { cookie };
    const { status, location } = await send({ method: 'GET', publicUrl, path, headers });
    if (status === 307 && location !== null) {
      elsewhere.add(new URL(location, publicUrl).pathname);
      continue;
    }
    seen.add(path);
    if (status === 200) problems.push(...(await judge(page)));
    else problems.push(`${path} answered ${String(status)}`);
  }
  expect(problems).toEqual([]);
  const unseen = [...elsewhere].filter((path) => !seen.has(path));
  expect(unseen, 'pages that others lead to and nobody looked at').toEqual([]);
  console.log(`Lighthouse: ${String(seen.size)} pages.`);
});

test('so has the page for an address that leads nowhere', async () => {
  const owner = await companies.signIn(companies.one, 'OWNER');
  const nowhere = [
    { path: '/nowhere', cookie: owner },
    { path: '/users/00000000-0000-7000-8000-000000000000', cookie: owner },
    { path: '/enrol/used', cookie: null },
  ];
  for (const page of nowhere) expect(await judge(page, true)).toEqual([]);
});

/** What keeps a page from being good enough; empty when it is. */
async function judge({ path, cookie }: VisitedPage, isFailure = false): Promise<string[]> {
  const url = `${companies.one.publicUrl}${path}`;
  const scores = await browser.score({ url, cookie, isFailure });
  const { accessibility, bestPractices, shown } = scores;
  const line = `${path}: accessibility ${String(accessibility)}, best practices ${String(bestPractices)}`;
  const isEnough = Math.min(accessibility, bestPractices) >= enough;
  return [
    ...(isEnough ? [] : [[line, ...scores.complaints].join('; ')]),
    ...(shown === path ? [] : [`${path} showed ${shown}`]),
  ];
}
