import 'server-only';
import { log } from '@/lib/log/log';

interface Holder {
  adminxRunningAlignments?: Set<Promise<void>>;
  areAdminxAlignmentsStopping?: boolean;
}

/** Comparisons at work in this process: one set for all copies of this module. */
const holder = globalThis as Holder;

/** Lets a comparison go on by itself. */
export function trackAlignment(work: Promise<void>): void {
  const running = (holder.adminxRunningAlignments ??= new Set());
  const settled = work
    .catch((error: unknown) => {
      log.error({ err: error }, 'A comparison of people stopped unexpectedly');
    })
    .finally(() => running.delete(settled));
  running.add(settled);
}

/** Resolves when the comparisons at work in this process have ended; for tests. */
export async function waitForAlignments(): Promise<void> {
  await Promise.all([...(holder.adminxRunningAlignments ?? [])]);
}

/** Whether the server wants comparisons to end at their next step. */
export function areAlignmentsStopping(): boolean {
  return holder.areAdminxAlignmentsStopping === true;
}

/** Ends the comparisons at work in this process, their tokens revoked; before the data is let go. */
export async function stopAlignments(): Promise<void> {
  holder.areAdminxAlignmentsStopping = true;
  try {
    await waitForAlignments();
  } finally {
    holder.areAdminxAlignmentsStopping = false;
  }
}
