import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import { log } from '@/lib/log/log';

interface RunsHolder {
  adminxRunningOktaRuns?: Map<string, Promise<void>>;
  adminxOktaHurry?: AbortController;
}

/** Runs at work in this process: one map for all copies of this module. */
const holder = globalThis as RunsHolder;

function runs(): Map<string, Promise<void>> {
  holder.adminxRunningOktaRuns ??= new Map();
  return holder.adminxRunningOktaRuns;
}

/** Lets a run go on by itself; a failure of its own (not of a step) is logged. */
export function trackRun(runId: string, work: Promise<void>): void {
  const settled = work
    .catch((error: unknown) => {
      log.error({ runId, err: error }, 'okta set-up run stopped unexpectedly');
    })
    .finally(() => runs().delete(runId));
  runs().set(runId, settled);
}

/**
 * Resolves when the runs at work in this process have ended; for shutdown and tests. Pauses between
 * tries are cut short from now on, so that a stopping server is not held up by them.
 */
export async function waitForRuns(): Promise<void> {
  const current = hurry();
  current.abort();
  await Promise.all(runs().values());
  if (holder.adminxOktaHurry === current) delete holder.adminxOktaHurry;
}

/** Waits so long, or until the server is about to stop. */
export async function pauseUnlessHurried(milliseconds: number): Promise<void> {
  await wait(milliseconds, undefined, { signal: hurry().signal }).catch(() => undefined);
}

/** What a killed process leaves of its runs in memory: nothing. */
export function forgetRunsForTests(): void {
  runs().clear();
}

function hurry(): AbortController {
  holder.adminxOktaHurry ??= new AbortController();
  return holder.adminxOktaHurry;
}
