import 'server-only';
import { z } from 'zod';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, inTransaction } from '@/lib/db/database';
import {
  listExpiredSetupRuns,
  updateSetupRun,
  updateSetupStep,
  type SetupRunRow,
} from '@/lib/db/setup-runs';
import { setupActions, type SetupLeftover } from '@/lib/schemas/okta-run';
import { AppError } from '@/lib/shared/errors';
import { describeProblem, doneEnds, interruptedEnds } from './describe-problem';
import { findLeftovers, findUnremoved } from './find-leftovers';
import { findMended } from './find-mended';
import { findRulesMade, findRulesUnremoved } from './find-rule-leftovers';
import { oktaEnvironment } from './okta-environment';
import { readRollOut } from './roll-out-stored';
import { describeFailure } from './run-journal';
import { readOutcome, toJson } from './stored-run';

/**
 * Finds runs whose server stopped in the middle (their lease is over) and says so: what exists in
 * Okta by the journal, that the token must be taken for alive, and where to click. Called whenever
 * runs are read or begun, so also right after a restart.
 */
export async function recoverInterruptedRuns(actor: Actor): Promise<void> {
  const { now } = oktaEnvironment();
  const expired = await listExpiredSetupRuns(getDatabase(), actor.tenantId, now());
  for (const run of expired) await markInterrupted(actor, run);
}

/** The same from a page that others read as well: whoever may connect applications finds them there. */
export async function recoverRunsOnSight(actor: Actor): Promise<void> {
  const { identity } = actor;
  const mayConnect =
    identity.kind === 'person' && actor.isPermitted(identity.person, 'applications.connect');
  if (mayConnect) await recoverInterruptedRuns(actor);
}

async function markInterrupted(actor: Actor, run: SetupRunRow): Promise<void> {
  const error = new AppError('okta.run_interrupted');
  const { connected } = readOutcome(run);
  const problem = describeProblem({
    error,
    action: actionSchema.safeParse(findWorkingStep(run)?.action).data,
    ...(connected || isSaved(run)
      ? { end: doneEnds[run.kind], leftovers: [] }
      : { end: interruptedEnds[run.kind], leftovers: findLeftoversOf(run) }),
    isTokenDead: false,
  });
  await inTransaction(async (tx) => {
    const target = { id: run.id, when: ['APPLYING'] } as const;
    const isMine = await updateSetupRun(tx, actor.tenantId, target, {
      status: 'INTERRUPTED',
      tokenStatus: 'ALIVE',
      leaseUntil: null,
      result: toJson({ connected, problem }),
      errorCode: error.code,
      errorText: problem.message,
    });
    if (!isMine) return;
    await failWorkingStep(tx, actor, run);
    await recordAudit(tx, actor, 'setup_run.interrupted', {
      type: 'setup_run',
      id: run.id,
      label: new URL(run.orgUrl).host,
    });
  });
}

/**
 * A roll-out, a step back or a repair that had saved what it did is through but for the token. Judged by what was
 * written with the stage in one transaction; the line of the journal follows it.
 */
function isSaved(run: SetupRunRow): boolean {
  return (readRollOut(run)?.outcome ?? null) !== null;
}

function findLeftoversOf(run: SetupRunRow): readonly SetupLeftover[] {
  const byKind = {
    SETUP: findLeftovers,
    UNDO: findUnremoved,
    ROLL_OUT: findRulesMade,
    STEP_BACK: findRulesUnremoved,
    REPAIR: findMended,
  };
  return byKind[run.kind](run);
}

async function failWorkingStep(
  tx: Parameters<typeof updateSetupStep>[0],
  actor: Actor,
  run: SetupRunRow,
): Promise<void> {
  const working = findWorkingStep(run);
  if (!working) return;
  const { code, message } = describeFailure(new AppError('okta.run_interrupted'));
  const target = { runId: run.id, action: working.action };
  await updateSetupStep(tx, actor.tenantId, target, {
    status: 'FAILED',
    errorCode: code,
    errorText: message,
  });
}

function findWorkingStep({ steps }: SetupRunRow): SetupRunRow['steps'][number] | undefined {
  return steps.find(({ status }) => status === 'WORKING');
}

const actionSchema = z.enum(setupActions);
