import { defineConfig } from '@playwright/test';
import { chromiumOptions } from './tools/chromium';

const isContinuous = process.env['CI'] === 'true';

/** Started as `playwright test -c e2e`. Every journey starts the built application for itself. */
export default defineConfig({
  testDir: './journeys',
  globalSetup: './fixtures/prepare-data.ts',
  tsconfig: './playwright.tsconfig.json',
  outputDir: './.output/journeys',
  fullyParallel: false,
  // A journey waits as long as it works: two of them keep two cores busy.
  workers: 2,
  retries: 0,
  forbidOnly: isContinuous,
  // The first journey may have to wait for a build.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    locale: 'en-GB',
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 800 },
    // A trace is kept at the desk, without a film of every page; in continuous integration writing it
    // for every journey took time from all of them, and the picture of the failure has to do.
    trace: isContinuous ? 'off' : { mode: 'retain-on-failure', screenshots: false, sources: false },
    screenshot: 'only-on-failure',
    // What turns and fades is drawn again and again, by the cores the journeys run on.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: chromiumOptions(),
  },
});
