import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Page } from 'playwright';
import type { TestInfo } from '@playwright/test';
import { enrolNewcomer, expect, newcomer, test } from '../fixtures/okta-journey';
import { printPage, takeScreenshots } from '../fixtures/screenshots';
import {
  applyPlan,
  checkOrganisation,
  chooseTestPerson,
  confirmOrganisation,
  openOktaWizard,
} from '../fixtures/steps/okta-wizard';

test('a run leaves a receipt that is read, printed, and proves itself elsewhere', async ({
  owner,
  otherPage,
  app,
  okta,
}, testInfo) => {
  await enrolNewcomer(owner, otherPage, app.url);
  await openOktaWizard(owner, app.url);
  await confirmOrganisation(owner, okta.url);
  const token = okta.createToken({ name: 'AdminX set-up' });
  await checkOrganisation(owner, token);
  await chooseTestPerson(owner, newcomer.email, { trustsClaims: true });
  await applyPlan(owner);

  await test.step('it says what was made, for whom, and that the token is dead', async () => {
    await owner.getByRole('link', { name: 'Open the receipt' }).click();
    await owner.waitForURL('**/applications/okta/receipts/*');
    const text = owner.getByRole('article');
    await expect(text).toContainText(okta.idps()[0]?.id ?? 'no identity provider');
    await expect(text).toContainText('Revoked and proven dead');
    await expect(text).toContainText(`${newcomer.email} → 1Kosmos`);
    await expect(text).not.toContainText(token);
    await takeScreenshots(owner, 'okta-receipt');
  });

  await test.step('on paper it is one document, without the shell', async () => {
    const words = await printPage(owner, 'okta-receipt');
    expect(words).toContain('Objects in Okta');
    expect(words).not.toContain('Download signed JSON');
    expect(words).not.toContain('Dashboard');
  });

  await test.step('the file is verified by openssl with the certificate alone', async () => {
    const receipt = await download(owner, 'Download signed JSON', testInfo);
    await download(owner, 'Download the certificate', testInfo);
    const commands = await owner.getByRole('region', { name: 'Commands (openssl)' }).innerText();
    const options = { cwd: dirname(receipt), encoding: 'utf8' } as const;
    const printed = execFileSync('sh', ['-c', `${commands} || true`], options);
    expect(printed).toMatch(/^Verified OK\n\{"format":"adminx-okta-receipt-1"/u);
    expect(readFileSync(receipt, 'utf8')).not.toContain(token);
  });

  await test.step('Terraform import blocks name what is there, here and on the application’s page', async () => {
    const blocks = owner.getByRole('region', { name: 'Import blocks (Terraform)' });
    const [rule] = okta.rules().filter(({ system }) => !system);
    await expect(blocks).toContainText(`id = "${okta.idps()[0]?.id ?? ''}"`);
    await expect(blocks).toContainText(`/${rule?.id ?? 'no rule'}"`);
    await owner.getByRole('link', { name: 'Marlow & Finch' }).click();
    await expect(blocks).toBeVisible();
    await expect(owner.getByRole('link', { name: 'Set-up' })).toBeVisible();
    await takeScreenshots(owner, 'application-connected');
  });

  await test.step('trusted claims are on, as they were chosen, and explained', async () => {
    expect(okta.idps()[0]?.policy).toMatchObject({ trustClaims: true });
    const section = owner.getByRole('region', { name: 'Trusted claims' });
    await expect(section).toContainText('On');
    await expect(section).toContainText('session.amr');
    await section.getByRole('link', { name: 'Change it in Okta' }).click();
    await confirmOrganisation(owner, okta.url);
    await checkOrganisation(owner, okta.createToken({ name: 'AdminX change' }));
    await owner.getByRole('link', { name: 'Choose settings' }).click();
    const choice = owner.getByRole('checkbox', { name: /trusted claims/u });
    await expect(choice).toBeChecked();
    await choice.uncheck();
    await takeScreenshots(owner, 'okta-3-choose-trust');
    await owner.getByRole('button', { name: 'Review the plan' }).click();
    await expect(owner.getByText('Trusted claims', { exact: true })).toBeVisible();
    await takeScreenshots(owner, 'okta-4-review-trust');
    await applyPlan(owner);
    expect(okta.idps()[0]?.policy).toMatchObject({ trustClaims: false });
    expect(okta.tokens()).toHaveLength(0);
  });
});

/** Saves under the name the server gave, all in one folder. */
async function download(page: Page, name: string, testInfo: TestInfo): Promise<string> {
  const starting = page.waitForEvent('download');
  await page.getByRole('link', { name }).click();
  const file = await starting;
  const path = testInfo.outputPath(file.suggestedFilename());
  await file.saveAs(path);
  return path;
}
