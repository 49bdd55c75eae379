/** `npm run fuzz`: the fuzz jobs for longer than CI has time, from a new seed unless one is given. */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '20000' }, seed: { type: 'string' } },
});
const seed = values.seed ?? String(randomInt(2 ** 31));
console.log(`${values.runs} runs a job, seed ${seed}`);
const words = ['run', '--config', 'lib/testing/vitest.config.ts', '--root', '.', 'fuzz.test'];
const child = spawn('npx', ['vitest', ...words, '--test-timeout', '0'], {
  stdio: 'inherit',
  env: { ...process.env, ADMINX_FUZZ_RUNS: values.runs, ADMINX_FUZZ_SEED: seed },
});
child.on('exit', (code) => process.exit(code ?? 1));
