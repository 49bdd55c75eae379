import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { isUuid } from '@/lib/db/is-uuid';
import { findOktaApplication } from '@/lib/db/okta-connections';
import { insertSetupRun } from '@/lib/db/setup-runs';
import { AppError } from '@/lib/shared/errors';
import { loadRun } from './load-run';
import { readSteps } from './roll-out-stored';
import { readChoices, toJson } from './stored-run';

/**
 * Begins a run that routes more people, or one that takes the last step of that back. Either asks for
 * a token of its own, and changes nothing before its plan was reviewed.
 *
 * @throws AppError `okta.application_not_found`, `okta.set_up_by_hand`
 */
export async function startRollOut(
  actor: Actor,
  input: { readonly applicationId: string; readonly kind: 'ROLL_OUT' | 'STEP_BACK' },
): Promise<{ readonly runId: string }> {
  const person = actor.requirePerson('applications.connect');
  const { applicationId, kind } = input;
  const application = isUuid(applicationId)
    ? await findOktaApplication(getDatabase(), actor.tenantId, applicationId)
    : null;
  const connection = application?.oktaConnection;
  if (!application || !connection) throw new AppError('okta.application_not_found');
  if (connection.setupRunId === null) throw new AppError('okta.set_up_by_hand');
  const made = await loadRun(actor, connection.setupRunId);
  const choices = readChoices(made);
  if (!choices) throw new AppError('okta.set_up_by_hand');
  const runId = await inTransaction(async (tx) => {
    const started = await insertSetupRun(tx, actor.tenantId, {
      kind,
      orgUrl: made.orgUrl,
      orgId: made.orgId,
      pipeline: made.pipeline,
      createdById: person.userId,
      choices: toJson(choices),
      applicationId,
    });
    const target = { type: 'setup_run', id: started, label: new URL(made.orgUrl).host };
    const stages = String(readSteps(connection.rollOut).length + 1);
    await recordAudit(tx, actor, 'setup_run.started', target, {
      purpose: { after: kind === 'ROLL_OUT' ? 'widen' : 'step back' },
      stages: { before: stages },
    });
    return started;
  });
  return { runId };
}
