/** The browser of the journeys and of the demo's walk. */
import { existsSync } from 'node:fs';
import { chromium, type LaunchOptions } from 'playwright';
import { findProgram, installDebianPackages, isExecutable } from './find-program';
import { packageProgram, runCommand } from './run-command';

const noChromium =
  'No Chromium was found; install one (on Debian: apt-get install chromium; elsewhere: npx playwright install chromium) or name one with CHROMIUM_PATH.';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Flags for a browser that talks to nobody but the pages it is shown. */
const chromiumFlags: readonly string[] = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  // The sandbox of Chromium refuses to run as root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** How Playwright starts the browser. Throws one sentence when this machine has none. */
export function chromiumOptions(): LaunchOptions {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(noChromium);
  return { executablePath, args: [...chromiumFlags] };
}

/** Path of a Chromium on this machine: `CHROMIUM_PATH`, one on the path, or Playwright's own. */
function findChromium(): string | null {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return isExecutable(named) ? named : null;
  const installed = findProgram(names);
  if (installed !== null) return installed;
  const downloaded = chromium.executablePath();
  return existsSync(downloaded) ? downloaded : null;
}

/** The path of a Chromium; installs one when there is none. Throws one sentence when it cannot. */
export async function findOrInstallChromium(print: (line: string) => void): Promise<string> {
  const found = findChromium();
  if (found !== null) return found;
  if (process.env['CHROMIUM_PATH']) {
    throw new Error('CHROMIUM_PATH does not name a program that can be run.');
  }
  print('Installing Chromium, because this machine has none.');
  if (!(await installDebianPackages(['chromium']))) {
    await runCommand(packageProgram('playwright'), ['install', 'chromium'], { timeoutMs: 600_000 });
  }
  const installed = findChromium();
  if (installed !== null) return installed;
  throw new Error(noChromium);
}
