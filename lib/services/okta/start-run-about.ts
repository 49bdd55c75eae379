import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { isUuid } from '@/lib/db/is-uuid';
import { findOktaApplication } from '@/lib/db/okta-connections';
import { insertSetupRun } from '@/lib/db/setup-runs';
import type { SetupRunKind } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';
import { loadRun } from './load-run';
import { readSteps } from './roll-out-stored';
import { readChoices, toJson } from './stored-run';

/** What a run about an application that is connected is for. */
export interface RunAbout {
  readonly applicationId: string;
  readonly kind: Extract<SetupRunKind, 'ROLL_OUT' | 'STEP_BACK' | 'REPAIR'>;
}

const purposes = { ROLL_OUT: 'widen', STEP_BACK: 'step back', REPAIR: 'repair' } as const;

/**
 * Begins a run about a connection that a set-up made. It asks for a token of its own, and changes
 * nothing before its plan was reviewed.
 *
 * @throws AppError `okta.application_not_found`, `okta.set_up_by_hand`
 */
export async function startRunAbout(
  actor: Actor,
  { applicationId, kind }: RunAbout,
): Promise<{ readonly runId: string }> {
  const person = actor.requirePerson('applications.connect');
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
      purpose: { after: purposes[kind] },
      stages: { before: stages },
    });
    return started;
  });
  return { runId };
}
