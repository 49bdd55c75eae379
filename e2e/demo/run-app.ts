/** Runs AdminX as an operator would, in a process of its own, its log in a file. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const readyTimeoutMs = 120_000;
const stopTimeoutMs = 15_000;

/** A running AdminX. */
export interface RunningApp {
  readonly stop: () => Promise<void>;
  /** Ends with the process; says how it ended. */
  readonly ended: Promise<string>;
}

/** Starts `npm start`'s program and waits until it is ready to serve. */
export async function runApp(options: {
  readonly root: string;
  readonly baseUrl: string;
  readonly logFile: string;
  readonly variables: Readonly<Record<string, string>>;
}): Promise<RunningApp> {
  const log = openSync(options.logFile, 'a');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions=react-server', 'lib/server/main.ts'],
    {
      cwd: options.root,
      stdio: ['ignore', log, log],
      env: { ...process.env, ...options.variables },
    },
  );
  closeSync(log);
  const killAtExit = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', killAtExit);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) =>
      resolve(`it ended with ${signal ?? `code ${String(code)}`}`),
    );
  });
  void ended.then(() => process.off('exit', killAtExit));
  const app = { ended, stop: () => stop(child, ended) };
  const problem = await Promise.race([waitUntilReady(options.baseUrl), ended]);
  if (problem === null) return app;
  await app.stop();
  throw new Error(`AdminX did not start: ${problem}.\n${lastLines(options.logFile)}`);
}

/** Null once ready, otherwise what is wrong. */
async function waitUntilReady(baseUrl: string): Promise<string | null> {
  const deadline = Date.now() + readyTimeoutMs;
  while (Date.now() < deadline) {
    if (await isReady(baseUrl)) return null;
    await sleep(150);
  }
  return `it was not ready after ${String(readyTimeoutMs / 1000)} seconds`;
}

async function isReady(baseUrl: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(5000);
    return (await fetch(`${baseUrl}/api/health/ready`, { signal })).ok;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await ended;
  clearTimeout(timer);
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
}
