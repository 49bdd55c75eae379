import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestProcess, type TestProcess } from '@/lib/testing/child-process';
import { acquireDataLock } from './data-lock';

// Starts real processes, which takes seconds each on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const started: TestProcess[] = [];
let directory: string;

function startHolder(): TestProcess {
  const child = startTestProcess('lib/server/testdata/hold-lock.ts', { args: [directory] });
  started.push(child);
  return child;
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'adminx-lock-'));
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((child) => child.kill()));
  rmSync(directory, { recursive: true });
});

describe('the lock of the data directory', () => {
  it('refuses a second process with a sentence that names the first', async () => {
    const holder = startHolder();
    await holder.waitForLine(/^held$/);
    const refusal = await startHolder().waitForLine(/^refused/);
    expect(refusal).toContain(`holds the data directory ${directory} (pid ${holder.pid})`);
  });

  it('is free at once after its holder was killed', async () => {
    for (let round = 0; round < 3; round += 1) {
      const holder = startHolder();
      await holder.waitForLine(/^held$/);
      await holder.kill();
    }
    await startHolder().waitForLine(/^held$/);
  });

  it('goes to exactly one of several processes that race for a dead one', async () => {
    const dead = startHolder();
    await dead.waitForLine(/^held$/);
    await dead.kill();
    const racers = [1, 2, 3, 4].map(startHolder);
    const verdicts = await Promise.all(racers.map((racer) => racer.waitForLine(/^(held|refused)/)));
    expect(verdicts.filter((verdict) => verdict === 'held')).toHaveLength(1);
  });

  it('goes to exactly one of many racers, a hundred times', async () => {
    for (let round = 0; round < 100; round += 1) {
      const racers = await Promise.allSettled(
        Array.from({ length: 8 }, () => acquireDataLock(directory)),
      );
      const winners = racers.flatMap((racer) =>
        racer.status === 'fulfilled' ? [racer.value] : [],
      );
      expect(winners).toHaveLength(1);
      winners[0]?.release();
    }
  });

  it('leaves one file behind, however often it was taken', async () => {
    for (let round = 0; round < 5; round += 1) (await acquireDataLock(directory)).release();
    expect(readdirSync(directory)).toEqual(['lock.5.sock']);
  });

  it('works in a directory whose path is longer than a socket address', async () => {
    const deep = join(directory, 'd'.repeat(90), 'e'.repeat(90));
    const lock = await acquireDataLock(deep);
    await expect(acquireDataLock(deep)).rejects.toThrow(`pid ${process.pid}`);
    lock.release();
  });
});
