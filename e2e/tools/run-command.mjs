/** Runs one command of the repository and keeps what it printed. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The program a package brings, by its name in `node_modules/.bin`. */
export function packageProgram(name) {
  return fileURLToPath(new URL(`../../node_modules/.bin/${name}`, import.meta.url));
}

/**
 * Runs a command to its end. Resolves to `{ code, output, seconds }`; with `show` the output also
 * appears as it comes. A command that cannot start has code 127.
 */
export function runCommand(command, args, { environment = {}, show = false, timeoutMs } = {}) {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    });
    let output = '';
    const collect = (stream) => (chunk) => {
      output += chunk.toString('utf8');
      if (show) stream.write(chunk);
    };
    child.stdout.on('data', collect(process.stdout));
    child.stderr.on('data', collect(process.stderr));
    const finish = (code) =>
      resolve({ code, output, seconds: Math.round((performance.now() - startedAt) / 1000) });
    child.once('error', (error) => {
      output += `${error.message}\n`;
      finish(127);
    });
    child.once('close', (code) => finish(code ?? 1));
  });
}
