/** `npm test`: checks, unit and integration tests, the build, the journeys and the demo's walk. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '@/lib/server/build';
import { countJourneys, countUnitTests, type Counts } from './tools/count-tests';
import { packageProgram, root, runCommand } from './tools/run-command';

const output = join(root, 'e2e', '.output');
const unitReport = join(output, 'unit-tests.json');
const journeyReport = join(output, 'journeys.json');
const ourProgram = ['--import', 'tsx', '--conditions=react-server'];

type Stage = readonly [name: string, run: () => Promise<Counts>];

const stages: readonly Stage[] = [
  ['check', () => runProgram(process.execPath, ['--import', 'tsx', 'e2e/check.ts'])],
  [
    'machine',
    () => runProgram(process.execPath, ['--import', 'tsx', 'e2e/tools/prepare-machine.ts']),
  ],
  ['unit and integration tests', runUnitTests],
  ['build', build],
  ['journeys', runJourneys],
  ['demo walk', () => runProgram(process.execPath, [...ourProgram, 'e2e/demo/main.ts', '--walk'])],
];

const lines: string[] = [];
const total = { passed: 0, failed: 0 };
for (const [name, run] of stages) {
  process.stdout.write(`\n── ${name} ──\n`);
  const startedAt = performance.now();
  const { passed, failed } = await run();
  total.passed += passed;
  total.failed += failed;
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  lines.push(
    `${failed === 0 ? '✓' : '✗'} ${name}: ${passed} passed, ${failed} failed (${seconds} s)`,
  );
}
process.stdout.write(`\n${lines.join('\n')}\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** A program that is one test: it passed when it ended with 0. */
async function runProgram(command: string, args: readonly string[]): Promise<Counts> {
  const { code } = await runCommand(command, args, { show: true });
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function runUnitTests(): Promise<Counts> {
  const { code } = await runReporting(unitReport, packageProgram('vitest'), [
    ...['run', '--config', 'lib/testing/vitest.config.ts', '--root', '.'],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
  ]);
  return atLeastOneFailure(code, countUnitTests(readReport(unitReport), areSkipsFailures()));
}

async function runJourneys(): Promise<Counts> {
  const { code } = await runReporting(journeyReport, packageProgram('playwright'), [
    ...['test', '-c', 'e2e', '--reporter=list,json'],
  ]);
  return atLeastOneFailure(code, countJourneys(readReport(journeyReport), areSkipsFailures()));
}

async function build(): Promise<Counts> {
  try {
    await ensureBuilt(root, (line) => process.stdout.write(`${line}\n`));
    return { passed: 1, failed: 0 };
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return { passed: 0, failed: 1 };
  }
}

function runReporting(report: string, command: string, args: readonly string[]) {
  rmSync(report, { force: true });
  const environment = { PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  return runCommand(command, args, { show: true, environment });
}

function readReport(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** A run that ended badly without a failed test (no report, an error between tests) is a failure. */
function atLeastOneFailure(code: number, counts: Counts): Counts {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** In continuous integration nothing may be left out. */
function areSkipsFailures(): boolean {
  return process.env['CI'] === 'true';
}
