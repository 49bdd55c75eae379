/** `npm run check`: everything that can be said about the sources without running them. */
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageProgram, root, runCommand, type CommandResult } from './tools/run-command';

type Command = readonly [name: string, args: readonly string[]];

const cache = join('node_modules', '.cache');

const checks: readonly Command[] = [
  ['tsc', ['--noEmit', '--tsBuildInfoFile', join(cache, 'check.tsbuildinfo')]],
  [
    'prettier',
    [
      '--check',
      '--log-level',
      'warn',
      '--cache',
      '--cache-location',
      join(cache, 'check-prettier'),
      '.',
    ],
  ],
  ['knip', ['--no-progress']],
];

/** By far the longest, so it has both cores to itself: each thread reads the types for half the files. */
const lint: Command = [
  'eslint',
  [
    ...['.', '--max-warnings', '0', '--concurrency', '2'],
    ...['--cache', '--cache-location', join(cache, 'eslint/')],
  ],
];

mkdirSync(join(root, cache), { recursive: true });
const failures = (await prepare()) ? await runChecks() : ['preparation'];
console.log(failures.length === 0 ? '\nEvery check passed.' : `\nFailed: ${failures.join(', ')}.`);
process.exitCode = failures.length === 0 ? 0 : 1;

/** Writes the files the compiler reads and git does not keep. */
async function prepare(): Promise<boolean> {
  const steps: readonly (readonly [string, string, readonly string[]])[] = [
    ...(isClientCurrent()
      ? []
      : [['prisma generate', process.execPath, ['prisma/generate.mjs']] as const]),
    ['next typegen', packageProgram('next'), ['typegen']],
  ];
  for (const [name, command, args] of steps) {
    const result = await runCommand(command, args, {
      environment: { NEXT_TELEMETRY_DISABLED: '1' },
    });
    report(name, result);
    if (result.code !== 0) return false;
  }
  return true;
}

function isClientCurrent(): boolean {
  const client = join(root, 'lib/db/generated/client.ts');
  if (!existsSync(client)) return false;
  const madeAt = statSync(client).mtimeMs;
  const schema = join(root, 'prisma/schema');
  return readdirSync(schema).every((file) => statSync(join(schema, file)).mtimeMs < madeAt);
}

async function runChecks(): Promise<string[]> {
  const waiting = [...checks];
  const failed: string[] = [];
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const [name, args] = check;
      const result = await runCommand(packageProgram(name), args);
      report(name, result);
      if (result.code !== 0) failed.push(name);
    }
  };
  await Promise.all([worker(), worker()]);
  waiting.push(lint);
  await worker();
  return failed;
}

function report(name: string, { code, output, seconds }: CommandResult): void {
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${String(seconds)} s)`);
  if (code !== 0) console.log(output.trimEnd());
}
