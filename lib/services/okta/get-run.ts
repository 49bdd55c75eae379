import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { SetupRunView } from '@/lib/schemas/okta-run';
import { loadRun } from './load-run';
import { viewRun } from './view-run';
import { recoverInterruptedRuns } from './recover-runs';

/** A run for the wizard's pages. Finds interrupted runs first, so none looks as if it went on. */
export async function getSetupRun(actor: Actor, runId: string): Promise<SetupRunView> {
  actor.requirePerson('applications.connect');
  await recoverInterruptedRuns(actor);
  return viewRun(actor, await loadRun(actor, runId));
}
