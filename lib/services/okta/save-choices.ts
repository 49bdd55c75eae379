import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { updateSetupRun } from '@/lib/db/setup-runs';
import { findUserById } from '@/lib/db/users';
import { planSetup } from '@/lib/okta/setup-plan';
import type { OktaChoices, OktaChoicesInput } from '@/lib/schemas/okta';
import type { SetupRunView } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';
import { findOurValues } from './find-our-values';
import { loadRun, requireRunStatus } from './load-run';
import { viewRun } from './view-run';
import { readFindings, toJson } from './stored-run';

const chooseStatuses = ['CHECKED', 'PLANNED'] as const;

/**
 * Stores the choices and makes the plan of them: a pure function of what the check found. Refuses
 * by name what stands in the way (`okta.idp_name_taken`, `okta.pilot_is_token_owner`, …).
 */
export async function saveChoices(
  actor: Actor,
  runId: string,
  input: OktaChoicesInput,
): Promise<SetupRunView> {
  actor.requirePerson('applications.connect');
  const run = await loadRun(actor, runId);
  requireRunStatus(run, chooseStatuses);
  if (run.kind !== 'SETUP') throw new AppError('okta.run_not_ready');
  const findings = readFindings(run);
  if (!findings) throw new AppError('okta.run_not_ready');
  if (!findings.view.canContinue) throw new AppError('okta.role_insufficient');
  const choices = await completeChoices(actor, input);
  const ours = await findOurValues(getDatabase(), actor.tenantId);
  const plan = planSetup({ state: findings.state, choices, ours });
  await inTransaction(async (tx) => {
    const change = { status: 'PLANNED', choices: toJson(choices), plan: toJson(plan) } as const;
    const target = { id: runId, when: chooseStatuses };
    if (!(await updateSetupRun(tx, actor.tenantId, target, change))) {
      throw new AppError('okta.run_over');
    }
    await recordAudit(
      tx,
      actor,
      'setup_run.planned',
      { type: 'setup_run', id: runId, label: new URL(run.orgUrl).host },
      { pilot: { after: choices.pilotLogin }, idpName: { after: choices.idpName } },
    );
  });
  return viewRun(actor, await loadRun(actor, runId));
}

/** The pilot must be one of our people who can sign in; the login is frozen with the choices. */
async function completeChoices(actor: Actor, input: OktaChoicesInput): Promise<OktaChoices> {
  const pilot = await findUserById(getDatabase(), actor.tenantId, input.pilotUserId);
  if (!pilot || pilot.disabledAt !== null) throw new AppError('users.not_found');
  return {
    ...input,
    pilotLogin: pilot.login,
    pilotName: `${pilot.firstName} ${pilot.lastName}`.trim(),
  };
}
