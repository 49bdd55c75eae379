import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { insertSetupRun, type SetupRunRow } from '@/lib/db/setup-runs';
import { AppError } from '@/lib/shared/errors';
import { loadRun } from './load-run';
import { readChoices, readOutcome, toJson } from './stored-run';

/** Ways for a run to end that may leave something of ours in Okta. */
const endedStatuses = ['SUCCEEDED', 'ROLLED_BACK', 'FAILED', 'INTERRUPTED'];

/**
 * Begins a run that takes away what another one made: of a connection that stands, or of a set-up
 * that stopped half-way. It asks for a token of its own, and removes nothing before its plan was
 * reviewed. Works on what Okta has then, so it may be begun again after it stopped.
 *
 * @throws AppError `okta.run_not_found`, `okta.run_not_ready` when the run has not ended
 */
export async function startUndo(actor: Actor, runId: string): Promise<{ readonly runId: string }> {
  const person = actor.requirePerson('applications.connect');
  const made = await loadRun(actor, runId);
  const choices = readChoices(made);
  if (!endedStatuses.includes(made.status) || !choices) throw new AppError('okta.run_not_ready');
  const id = await inTransaction(async (tx) => {
    const started = await insertSetupRun(tx, actor.tenantId, {
      kind: 'UNDO',
      orgUrl: made.orgUrl,
      orgId: made.orgId,
      pipeline: made.pipeline,
      createdById: person.userId,
      choices: toJson(choices),
      applicationId: findApplicationId(made),
    });
    const target = { type: 'setup_run', id: started, label: new URL(made.orgUrl).host };
    await recordAudit(tx, actor, 'setup_run.started', target, { removes: { after: runId } });
    return started;
  });
  return { runId: id };
}

function findApplicationId(run: SetupRunRow): string | null {
  return run.applicationId ?? readOutcome(run).connected?.applicationId ?? null;
}
