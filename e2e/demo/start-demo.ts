/** Starts the demo: AdminX with a company in it, and a stand-in Okta organisation beside it. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import type { OpenedData } from '@/lib/server/open-data';
import { startOktaSandbox, type OktaSandbox } from '../okta-sandbox/start';
import { company } from './company';
import type { DemoOptions } from './demo-options';
import { findFreePort } from './find-free-port';
import { runApp, type RunningApp } from './run-app';

/** A running demo. */
export interface Demo {
  readonly company: string;
  readonly isKept: boolean;
  readonly appUrl: string;
  readonly okta: OktaSandbox;
  /** The owner's one-time link; null when a kept demo has been enrolled in before. */
  readonly enrolUrl: string | null;
  readonly dataDir: string;
  readonly logFile: string;
  /** Ends when AdminX ends; says how it ended. */
  readonly appEnded: Promise<string>;
  readonly stop: () => Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts both sides and waits until they serve. What was started is stopped when a part fails. */
export async function startDemo(
  options: DemoOptions,
  print: (line: string) => void,
): Promise<Demo> {
  const { ensureBuilt } = await import('@/lib/server/build');
  await ensureBuilt(root, print);
  const folder = demoFolder(options.isKept);
  const undo: (() => Promise<void> | void)[] = [];
  if (!options.isKept) undo.push(() => rmSync(folder, { recursive: true, force: true }));
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const okta = await startOktaSandbox({
      port: await findFreePort(options.oktaPort),
      companyName: company,
      ...(options.contract === null ? {} : { contract: options.contract }),
    });
    undo.push(() => okta.close());
    const app = await startAppInFolder(options, folder, okta.url);
    undo.push(() => app.running.stop());
    const { appUrl, enrolUrl, dataDir, logFile } = app;
    const { isKept } = options;
    return {
      company,
      isKept,
      appUrl,
      okta,
      enrolUrl,
      dataDir,
      logFile,
      appEnded: app.running.ended,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A kept demo has one folder for all times; any other a new one that goes with it. */
function demoFolder(isKept: boolean): string {
  if (!isKept) return mkdtempSync(join(tmpdir(), 'adminx-demo-'));
  const folder = join(root, '.adminx', 'demo');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

interface AppInFolder {
  readonly appUrl: string;
  readonly enrolUrl: string | null;
  readonly dataDir: string;
  readonly logFile: string;
  readonly running: RunningApp;
}

async function startAppInFolder(
  options: DemoOptions,
  folder: string,
  oktaUrl: string,
): Promise<AppInFolder> {
  const port = await findFreePort(options.appPort);
  const appUrl = `http://localhost:${String(port)}`;
  const dataDir = join(folder, 'data');
  const logFile = join(folder, 'adminx.log');
  const variables = {
    ...withoutOwnSettings(),
    ADMINX_PORT: String(port),
    ADMINX_BASE_URL: appUrl,
    ADMINX_DATA_DIR: dataDir,
    ADMINX_CONFIG_DIR: join(folder, 'config'),
    ADMINX_OKTA_SANDBOX_URL: oktaUrl,
  };
  const enrolUrl = await seed(appUrl, { ...variables, ADMINX_LOG_LEVEL: 'warn' });
  const running = await runApp({ root, baseUrl: appUrl, logFile, variables });
  return { appUrl, enrolUrl, dataDir, logFile, running };
}

/** Empties every setting of this computer, in the environment or in `.env`: the demo has its own. */
function withoutOwnSettings(): Record<string, string> {
  const file = join(root, '.env');
  const written = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const names = [...Object.keys(process.env), ...Object.keys(written)];
  const ours = names.filter((name) => name.startsWith('ADMINX_') || name === 'DATABASE_URL');
  return Object.fromEntries(ours.map((name) => [name, '']));
}

/** Before AdminX starts, because the embedded database belongs to one process at a time. */
async function seed(appUrl: string, variables: Record<string, string>): Promise<string | null> {
  const data = await openDemoData(variables);
  const { seedTenant } = await import('./seed-tenant');
  try {
    return await seedTenant(appUrl, new Date());
  } finally {
    await data.close();
  }
}

/** The settings are parsed once; the environment of this process is left as it was. */
async function openDemoData(variables: Record<string, string>): Promise<OpenedData> {
  const { config } = await import('@/lib/config/config');
  const { openData } = await import('@/lib/server/open-data');
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  const settings = config();
  for (const [name, value] of before) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
  return openData(settings);
}
