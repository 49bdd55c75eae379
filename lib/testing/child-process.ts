/** Real processes of ours for tests: started from a TypeScript file, read line by line, killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A started process. */
export interface TestProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Everything it printed so far on standard output, whole lines. */
  readonly lines: readonly string[];
  /** What it printed on standard error. */
  readonly errors: () => string;
  /** Resolves with the first line (printed already or later) that the pattern matches. */
  waitForLine(pattern: RegExp): Promise<string>;
  /** Sends SIGKILL and waits until the process is gone. */
  kill(): Promise<void>;
  /** Exit code, or the name of the signal that ended it. */
  readonly exited: Promise<number | string>;
}

/** Starts `node` on a file of the repository with the given variables and no other ADMINX setting. */
export function startTestProcess(
  file: string,
  options: { readonly variables?: Readonly<Record<string, string>>; readonly args?: string[] } = {},
): TestProcess {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions=react-server', file, ...(options.args ?? [])],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { NODE_ENV: 'test', PATH: '/usr/bin:/bin', HOME: '/nonexistent', ...options.variables },
    },
  );
  const lines: string[] = [];
  let errors = '';
  const printed = createInterface({ input: child.stdout });
  printed.on('line', (line) => lines.push(line));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
  const exited = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => {
      resolve(code ?? signal ?? 'unknown');
    });
  });
  return {
    child,
    pid: child.pid ?? 0,
    lines,
    errors: () => errors,
    exited,
    waitForLine: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const line = lines.find((text) => pattern.test(text));
          if (line !== undefined) resolve(line);
        };
        printed.on('line', check);
        void exited.then((code) => {
          check();
          reject(new Error(`Ended with ${code} before printing ${String(pattern)}:\n${errors}`));
        });
        check();
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
