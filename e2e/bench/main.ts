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

const folder = mkdtempSync(join(tmpdir(), 'adminx-bench-'));
chmodSync(folder, 0o711);
try {
  for (const bench of [
    benchResponses,
    () => benchCommits(folder),
    () => benchPeople(folder),
    () => benchEvents(folder),
    () => benchAlignment(folder),
    () => benchRequests(folder),
  ]) {
    print(await bench());
  }
  for (const result of await benchDashboard(folder)) print(result);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);

function print({ what, base, ours, rates: [baseRate, ourRate] }: Result): void {
  const line = (name: string, rate: number, ratio: number) =>
    `  ${name.padEnd(40)}${rate.toFixed(0).padStart(8)} /s ${ratio.toFixed(3).padStart(8)}\n`;
  process.stdout.write(`${what}\n`);
  process.stdout.write(line(base, baseRate, 1));
  process.stdout.write(line(ours, ourRate, ourRate / baseRate));
}
