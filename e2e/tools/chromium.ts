/** The browser of the journeys and of the demo's walk. */
import { existsSync } from 'node:fs';
import { chromium, type LaunchOptions } from 'playwright';
import { findProgram, installDebianPackages, isExecutable } from './find-program';
import { packageProgram, runCommand } from './run-command';

const noChromium =
  'No Chromium was found; install one (on Debian: apt-get install chromium-headless-shell; elsewhere: npx playwright install chromium) or name one with CHROMIUM_PATH.';

/** Chromium without a window to draw: a journey takes two thirds of the processor time with it. */
const lightName = 'chromium-headless-shell';
const names = [lightName, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

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

/**
 * The path of a Chromium; installs one when there is none, and in continuous integration the light one
 * beside another. Throws one sentence when it cannot.
 */
export async function findOrInstallChromium(print: (line: string) => void): Promise<string> {
  const found = findChromium();
  const isNamed = Boolean(process.env['CHROMIUM_PATH']);
  if (isNamed && found === null) {
    throw new Error('CHROMIUM_PATH does not name a program that can be run.');
  }
  if (found !== null && (isNamed || isLightEnough())) return found;
  print('Installing Chromium without a window, because this machine has none.');
  if (!(await installDebianPackages([lightName])) && found === null) await installAny();
  const installed = findChromium();
  if (installed !== null) return installed;
  throw new Error(noChromium);
}

function isLightEnough(): boolean {
  return process.env['CI'] !== 'true' || findProgram([lightName]) !== null;
}

async function installAny(): Promise<void> {
  if (await installDebianPackages(['chromium'])) return;
  await runCommand(packageProgram('playwright'), ['install', 'chromium'], { timeoutMs: 600_000 });
}
