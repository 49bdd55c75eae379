import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { enrolNewcomer, expect, newcomer, test } from '../fixtures/okta-journey';
import { connectOkta, planConnection } from '../fixtures/steps/connect';
import { applyButton } from '../fixtures/steps/okta-wizard';
import {
  plantInBrowser,
  plantInDatabaseCopy,
  plantInFolder,
  plantInProcesses,
} from '../fixtures/token-planting';
import { searchForSecret, type SearchPlaces } from '../fixtures/token-search';
import { root } from '../tools/run-command';

const buildFolder = join(root, '.next');

test('F3: the token is nowhere while a run is open and after it has ended', async ({
  owner,
  otherPage,
  app,
  okta,
}) => {
  await enrolNewcomer(owner, otherPage, app.url);
  const token = okta.createToken({});
  const places = (): SearchPlaces => ({
    files: { 'data directory': dirname(app.dataDir), 'build output': buildFolder },
    texts: { log: app.printed() },
    database: join(app.dataDir, 'database'),
    pages: [owner, otherPage],
  });
  const connection = {
    appUrl: app.url,
    oktaUrl: okta.url,
    token,
    testPersonLogin: newcomer.email,
  };

  await test.step('while the tab holds it', async () => {
    await planConnection(owner, connection);
    expect(await searchForSecret(token, places())).toEqual([]);
  });

  await test.step('after the run', async () => {
    await applyButton(owner).click();
    await expect(owner.getByText('Everything is in place')).toBeVisible();
    expect(await searchForSecret(token, places())).toEqual([]);
  });
});

test('F3: the same search finds a token planted in a store of every kind', async ({
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
  const planted = `00${randomBytes(30).toString('base64url').replaceAll('-', 'x')}`;
  const undo: (() => void)[] = [];
  try {
    undo.push(plantInFolder(planted, app.dataDir), plantInFolder(planted, buildFolder));
    const database = await plantInDatabaseCopy(planted, join(app.dataDir, 'database'));
    undo.push(() => {
      rmSync(database, { recursive: true });
    });
    const processes = plantInProcesses(planted);
    undo.push(() => {
      processes.forEach((child) => child.kill());
    });
    await plantInBrowser(planted, owner);
    const findings = await searchForSecret(planted, {
      files: { 'data directory': dirname(app.dataDir), 'build output': buildFolder },
      texts: { log: `${app.printed()}\n{"msg":"called with SSWS ${planted}"}` },
      database,
      pages: [owner],
    });
    expect(findings.map(({ store }) => store).sort()).toEqual([
      'browser IndexedDB',
      'browser cache storage',
      'browser cookies',
      'browser history',
      'browser localStorage',
      'browser sessionStorage',
      'browser text fields',
      'build output',
      'data directory',
      'database rows',
      'log',
      'process cmdline',
      'process environ',
    ]);
  } finally {
    undo.forEach((step) => {
      step();
    });
  }
});
