/** `--walk`: does the whole job in a browser nobody looks at, and shows the evidence of each step. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import type { Demo } from './start-demo';
import { openBrowsers, type Browsers } from './walk-browsers';
import { walkSteps, type Walk } from './walk-steps';

type Print = (line: string) => void;

const stepLimitMs = 60_000;
const screenshots = fileURLToPath(new URL('../.output/walk', import.meta.url));

/** True when every step held. Bounded: no step takes more than a minute. */
export async function walk(demo: Demo, print: Print): Promise<boolean> {
  print(`\nAdminX ${demo.appUrl}, stand-in Okta organisation ${demo.okta.url}`);
  const browsers = await openBrowsers();
  const state: Walk = { demo, browsers, known: {} };
  try {
    for (const [index, step] of walkSteps.entries()) {
      print(`\n${String(index + 1)}. ${step.title}`);
      const isDone = await takeStep(state, { ...step, number: index + 1 }, print);
      if (!isDone) return false;
    }
    print('\nThe whole job is done.');
    return true;
  } finally {
    await browsers.close();
  }
}

async function takeStep(
  state: Walk,
  step: (typeof walkSteps)[number] & { number: number },
  print: Print,
): Promise<boolean> {
  try {
    const evidence = await within(stepLimitMs, step.run(state));
    for (const [name, value] of evidence) print(`   ${name.padEnd(22)} ${value}`);
    return true;
  } catch (error) {
    print(`   FAILED: ${stripColours(error instanceof Error ? error.message : String(error))}`);
    for (const line of await photograph(state.browsers, step.number)) print(`   ${line}`);
    print(`   Log of AdminX: ${state.demo.logFile}`);
    return false;
  }
}

/** Playwright colours its messages. */
function stripColours(text: string): string {
  return text.replaceAll(/\u001B\[\d+m/gu, '').trim();
}

function within<Value>(limitMs: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`it took longer than ${String(limitMs / 1000)} seconds`));
    }, limitMs);
  });
  return Promise.race([work, limit]).finally(() => {
    clearTimeout(timer);
  });
}

async function photograph(browsers: Browsers, step: number): Promise<string[]> {
  mkdirSync(screenshots, { recursive: true });
  const lines: string[] = [];
  for (const [name, page] of Object.entries(browsers.pages)) {
    if (page.url() === 'about:blank') continue;
    const path = join(screenshots, `step-${String(step)}-${name}.png`);
    const isTaken = await takeScreenshot(page, path);
    lines.push(`${name} at ${page.url()}${isTaken ? `, screenshot ${path}` : ''}`);
  }
  return lines;
}

async function takeScreenshot(page: Page, path: string): Promise<boolean> {
  try {
    await page.screenshot({ path, fullPage: true, timeout: 5000 });
    return true;
  } catch {
    return false;
  }
}
