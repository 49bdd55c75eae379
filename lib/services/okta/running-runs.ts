import 'server-only';
import { log } from '@/lib/log/log';

interface RunsHolder {
  adminxRunningOktaRuns?: Map<string, Promise<void>>;
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

/** Resolves when the runs at work in this process have ended; for shutdown and tests. */
export async function waitForRuns(): Promise<void> {
  await Promise.all(runs().values());
}
