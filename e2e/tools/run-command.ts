/** Runs one command of the repository and keeps what it printed. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a command did. A command that could not start has code 127. */
export interface CommandResult {
  readonly code: number;
  readonly output: string;
  readonly seconds: number;
}

interface CommandOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** The output also appears as it comes. */
  readonly show?: boolean;
  readonly timeoutMs?: number;
}

/** The program a package brings, by its name in `node_modules/.bin`. */
export function packageProgram(name: string): string {
  return fileURLToPath(new URL(`../../node_modules/.bin/${name}`, import.meta.url));
}

/** Runs a command to its end, without input. */
export function runCommand(
  command: string,
  args: readonly string[],
  { environment = {}, show = false, timeoutMs }: CommandOptions = {},
): Promise<CommandResult> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    let output = '';
    const collect = (stream: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (show) stream.write(chunk);
    };
    const finish = (code: number) => {
      resolve({ code, output, seconds: Math.round((performance.now() - startedAt) / 1000) });
    };
    child.stdout.on('data', collect(process.stdout));
    child.stderr.on('data', collect(process.stderr));
    child.once('error', (error) => {
      output += `${error.message}\n`;
      finish(127);
    });
    child.once('close', (code) => {
      finish(code ?? 1);
    });
  });
}
