import { deflateSync } from 'node:zlib';
import type { Page } from 'playwright';
import { expect, test } from '../fixtures/journey';
import { takeScreenshots } from '../fixtures/screenshots';
import { becomeOwner } from '../fixtures/steps/first-run';

/** A real picture: a ring in petrol on white, as a small company might have. */
function ringPng(size: number): Buffer {
  const rows = Buffer.alloc(size * (1 + size * 3), 0xff);
  for (let y = 0; y < size; y += 1) {
    rows[y * (1 + size * 3)] = 0;
    for (let x = 0; x < size; x += 1) {
      const fromCentre = Math.hypot(x - size / 2 + 0.5, y - size / 2 + 0.5) / size;
      const isInk = fromCentre < 0.46 && fromCentre > (x > y ? 0.2 : 0.32);
      if (isInk) rows.set([0x0b, 0x6e, 0x7f], y * (1 + size * 3) + 1 + x * 3);
    }
  }
  return pngOf(size, size, deflateSync(rows));
}

function pngOf(width: number, height: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const parts = [chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const picture = ringPng(160);

const hostile: readonly (readonly [name: string, file: Buffer, refusal: RegExp])[] = [
  ['a script in an SVG', Buffer.from(svg), /SVG files can carry scripts/],
  ['a wrong type', Buffer.from('<!doctype html><p>logo'), /not a PNG, JPEG or WebP/],
  ['50,000 by 50,000 pixels', pngOf(50_000, 50_000, deflateSync(Buffer.alloc(64))), /16 million/],
  ['half a picture', picture.subarray(0, picture.length >> 1), /damaged or incomplete/],
  ['600 KB', Buffer.alloc(600 * 1024, 0x89), /larger than 512 KB/],
];

const choose = (page: Page, buffer: Buffer) =>
  page.getByLabel('Logo file').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer });

test('an owner gives the sign-in page the looks of the organisation', async ({
  page,
  app,
  authenticator: _authenticator,
  consoleGuard,
  browser,
}) => {
  await becomeOwner(page, app.setupUrl);
  await page.goto(`${app.url}/settings/branding`);

  for (const [name, file, refusal] of hostile) {
    await test.step(`refuses as logo: ${name}`, async () => {
      consoleGuard.expect(/status of 4(00|13|15)/);
      await choose(page, file);
      await expect(page.getByRole('alert').filter({ hasText: refusal })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Remove logo' })).toBeHidden();
    });
  }

  await test.step('takes a picture with a script behind it, without the script', async () => {
    await choose(page, Buffer.concat([picture, Buffer.from(svg)]));
    await expect(page.getByRole('button', { name: 'Remove logo' })).toBeVisible();
    const source = await page.locator('img').first().getAttribute('src');
    const answer = await page.request.get(`${app.url}${source ?? ''}`);
    expect(answer.headers()).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    expect((await answer.body()).toString('latin1')).not.toContain('script');
    const other = `${app.url}/api/branding/logo/${'0'.repeat(64)}`;
    expect((await page.request.get(other)).status()).toBe(404);
  });

  await test.step('shows a pale colour made readable, and a bad one refused', async () => {
    await page.getByLabel('Accent colour').fill('orange');
    await page.getByRole('button', { name: 'Save branding' }).click();
    await expect(page.getByText(/Enter a colour as # and six/)).toBeVisible();
    await page.getByLabel('Accent colour').fill('#FFB300');
    await expect(page.getByText(/Its hue stays/)).toBeVisible();
    await page.getByLabel('Name of the organisation').fill('Marlow, Finch & Company');
    await page.getByLabel('Sentence on the sign-in page').fill('Lost? Call extension 12.');
    await page.getByRole('button', { name: 'Save branding' }).click();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await takeScreenshots(page, 'branding-saved');
  });

  await test.step('the sign-in page has them', async () => {
    const context = await browser.newContext();
    const visitor = await context.newPage();
    await visitor.goto(`${app.url}/sign-in`);
    await expect(visitor.getByText('Marlow, Finch & Company')).toBeVisible();
    await expect(visitor.getByText('Lost? Call extension 12.')).toBeVisible();
    const accent = await visitor.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue('--c-accent-solid'),
    );
    expect(accent).not.toBe('#2d4cc8');
    expect(accent).toMatch(/^#[0-9a-f]{6}$/u);
    await takeScreenshots(visitor, 'sign-in-branded');
    await context.close();
  });

  await test.step('the logo goes again', async () => {
    await page.getByRole('button', { name: 'Remove logo' }).click();
    await expect(page.getByRole('button', { name: 'Choose logo' })).toBeVisible();
  });
});
