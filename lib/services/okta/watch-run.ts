import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import type { Actor } from '@/lib/auth/actor';
import type { SetupRunProgress } from '@/lib/schemas/okta-run';
import { loadRun } from './load-run';
import { oktaEnvironment } from './okta-environment';
import { recoverInterruptedRuns } from './recover-runs';
import { toRunProgress } from './to-run-view';

/** How often the journal is read, and how often a line is repeated while nothing happens. */
const pollMs = 250;
const heartbeatMs = 10_000;

/**
 * The progress of a run from now on: the whole state each time it changes, last the end. Reads the
 * journal, so it works from any replica and after a reload, and stopping to listen stops nothing.
 */
export async function* watchRun(actor: Actor, runId: string): AsyncGenerator<SetupRunProgress> {
  actor.requirePerson('applications.connect');
  let last = '';
  let quietMs = 0;
  for (;;) {
    const run = await loadRun(actor, runId);
    const progress = toRunProgress(run);
    const line = JSON.stringify(progress);
    if (line !== last || quietMs >= heartbeatMs) {
      yield progress;
      last = line;
      quietMs = 0;
    }
    if (progress.type === 'finished') return;
    if (run.leaseUntil && run.leaseUntil <= oktaEnvironment().now()) {
      await recoverInterruptedRuns(actor);
    }
    await wait(pollMs);
    quietMs += pollMs;
  }
}

/** Throws `okta.run_not_found` unless the run exists in this tenant; before a stream begins. */
export async function requireRun(actor: Actor, runId: string): Promise<void> {
  actor.requirePerson('applications.connect');
  await loadRun(actor, runId);
}

/** The same as NDJSON, UTF-8, for a response. */
export function streamRun(actor: Actor, runId: string): ReadableStream<Uint8Array> {
  const progress = watchRun(actor, runId);
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next = await progress.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(next.value)}\n`));
    },
    cancel: async () => {
      await progress.return(undefined);
    },
  });
}
