import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, type Transaction } from '@/lib/db/database';
import { findSetupRun, type SetupRunRow } from '@/lib/db/setup-runs';
import type { SetupRunStatus } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';

const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The stored run of this tenant, or `okta.run_not_found`. */
export async function loadRun(
  actor: Actor,
  runId: string,
  db: Transaction = getDatabase(),
): Promise<SetupRunRow> {
  const run = uuidPattern.test(runId) ? await findSetupRun(db, actor.tenantId, runId) : null;
  if (!run) throw new AppError('okta.run_not_found');
  return run;
}

/** The run, if it is open for a step: `okta.run_over` or `okta.run_not_ready` otherwise. */
export function requireRunStatus(run: SetupRunRow, allowed: readonly SetupRunStatus[]): void {
  if (allowed.includes(run.status)) return;
  const isOpen = ['CONNECTED', 'CHECKED', 'PLANNED'].includes(run.status);
  if (run.status === 'APPLYING') throw new AppError('okta.run_busy');
  throw new AppError(isOpen ? 'okta.run_not_ready' : 'okta.run_over', `Run is ${run.status}`);
}
