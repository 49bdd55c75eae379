import { execFileSync } from 'node:child_process';
import { test, expect } from '../fixtures/journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { becomeOwner } from '../fixtures/steps/first-run';

test('the certificate of the Federation page is read by openssl', async ({
  page,
  app,
  authenticator: _authenticator,
}, testInfo) => {
  await becomeOwner(page, app.setupUrl);
  await page.getByRole('link', { name: 'Federation' }).first().click();
  await page.waitForURL('**/federation/samlv2');
  await expect(page.getByRole('heading', { name: 'Active signing certificate' })).toBeVisible();
  await takeScreenshots(page, 'federation');
  const shown = (await page.getByRole('main').innerText()).replaceAll(/[^0-9a-f]/giu, '');

  for (const form of ['PEM', 'DER'] as const) {
    await test.step(`as ${form}`, async () => {
      const starting = page.waitForEvent('download');
      await page.getByRole('link', { name: `Download ${form}` }).click();
      const file = testInfo.outputPath(`certificate.${form.toLowerCase()}`);
      await (await starting).saveAs(file);
      const options = ['-inform', form, '-in', file, '-noout', '-fingerprint', '-sha256', '-text'];
      const printed = execFileSync('openssl', ['x509', ...options], { encoding: 'utf8' });
      expect(printed).toContain('Signature Algorithm: sha256WithRSAEncryption');
      expect(printed).toContain('Public-Key: (2048 bit)');
      const fingerprint = /Fingerprint=([0-9A-F:]+)/iu.exec(printed)?.[1] ?? 'none';
      expect(shown.toLowerCase()).toContain(fingerprint.replaceAll(':', '').toLowerCase());
    });
  }

  await test.step('the metadata names the same certificate, and no private key', async () => {
    const metadata = await (await page.request.get(`${app.url}/saml/metadata`)).text();
    const certificate = /<(?:\w+:)?X509Certificate>([^<]+)</u.exec(metadata)?.[1] ?? '';
    expect(certificate.length).toBeGreaterThan(500);
    expect(metadata).not.toContain('PRIVATE KEY');
  });
});
