/** `npm run bench`: how much of what the machine can do is left over, as ratios within one run. */
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchAlignment } from './alignment';
import { benchCommits } from './commits';
import { benchDashboard } from './dashboard';
import { benchEvents } from './events';
import { benchPeople } from './people';
import { benchRequests } from './requests';
import { benchResponses } from './responses';
import type { Result } from './result';
import { benchSignInWeight } from './sign-in-weight';

const benches: Readonly<Record<string, (folder: string) => Promise<Result | Result[]>>> = {
  responses: benchResponses,
  commits: benchCommits,
  people: benchPeople,
  events: benchEvents,
  alignment: benchAlignment,
  requests: benchRequests,
  dashboard: benchDashboard,
  weight: benchSignInWeight,
};

// `npm run bench -- people weight` runs only these.
const names = process.argv.slice(2);
const chosen = Object.entries(benches).filter(
  ([name]) => names.length === 0 || names.includes(name),
);

const folder = mkdtempSync(join(tmpdir(), 'adminx-bench-'));
chmodSync(folder, 0o711);
try {
  for (const [name, bench] of chosen) {
    process.stderr.write(`… ${name}\n`);
    for (const result of [await bench(folder)].flat()) print(result);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);

function print({ what, base, ours, unit, values: [baseValue, ourValue] }: Result): void {
  const line = (name: string, value: number, ratio: number) =>
    `  ${name.padEnd(40)}${toText(value).padStart(8)} ${unit} ${ratio.toFixed(3).padStart(8)}\n`;
  process.stdout.write(`${what}\n`);
  process.stdout.write(line(base, baseValue, 1));
  process.stdout.write(line(ours, ourValue, ourValue / baseValue));
}

function toText(value: number): string {
  return value.toFixed(value < 1000 ? 1 : 0);
}
