import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { updateSetupRun, type SetupRunRow } from '@/lib/db/setup-runs';
import { log } from '@/lib/log/log';
import { revokeAndProve } from '@/lib/okta/revoke-token';
import { invariant } from '@/lib/shared/errors';
import { carryOutRun, type RunEnd } from './carry-out-run';
import { findOurValues } from './find-our-values';
import { findRecord, loadRecord } from './load-record';
import { loadRun } from './load-run';
import { oktaEnvironment } from './okta-environment';
import type { RunContext, RunInput } from './run-facts';
import { openJournal } from './run-journal';
import { readRollOut } from './roll-out-stored';
import { stepsOf } from './run-steps';
import { readChoices, readPlan } from './stored-run';

/** A run that has not renewed its lease for this long was interrupted, in milliseconds. */
const leaseMs = 60_000;
const renewEveryMs = 15_000;

/** Until when a run that shows life now is taken for alive. */
export function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + leaseMs);
}

/**
 * Carries out a claimed run to its end, with its journal and its end in the database. Does not
 * depend on any request.
 */
export async function executeRun(input: RunInput): Promise<void> {
  const heartbeat = setInterval(() => void renewLease(input), renewEveryMs);
  heartbeat.unref();
  try {
    const context = await loadContext(input);
    await carryOutRun(context, {
      journal: openJournal(input.actor, input.runId),
      steps: stepsOf(context),
      end: (change) => endRun(context, change),
    });
  } catch (error) {
    // Only our own storage fails here. The token dies all the same; the run is found interrupted.
    await revokeAndProve(input.admin, { pause: oktaEnvironment().pause });
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

const endings = {
  SUCCEEDED: 'setup_run.succeeded',
  ROLLED_BACK: 'setup_run.rolled_back',
  FAILED: 'setup_run.failed',
} as const;

async function endRun({ actor, runId, orgUrl }: RunContext, change: RunEnd): Promise<void> {
  await inTransaction(async (tx) => {
    const target = { id: runId, when: ['APPLYING', 'INTERRUPTED'] } as const;
    await updateSetupRun(tx, actor.tenantId, target, { ...change, leaseUntil: null });
    await recordAudit(
      tx,
      actor,
      endings[change.status],
      { type: 'setup_run', id: runId, label: new URL(orgUrl).host },
      { ...(change.errorCode ? { error: { after: change.errorCode } } : {}) },
    );
  });
}

async function loadContext(input: RunInput): Promise<RunContext> {
  const run = await loadRun(input.actor, input.runId);
  const plan = readPlan(run);
  const choices = readChoices(run);
  invariant(plan && choices, 'a claimed run has a plan and choices');
  const ours = await findOurValues(getDatabase(), input.actor.tenantId);
  const { kind, applicationId, orgUrl, orgId, pipeline } = run;
  const record = await findRecordOf(input, run);
  const findRoute = (login: string) => oktaEnvironment().gateway.findRoute(orgUrl, login);
  const chosen = kind === 'REPAIR' && record ? record.choices : choices;
  const stored = { kind, applicationId, orgUrl, orgId, pipeline, plan, choices: chosen };
  return { ...input, ...stored, rollOut: readRollOut(run), record, ours, findRoute };
}

/** A removal works without one, too: of a set-up that stopped nothing was kept. */
async function findRecordOf({ actor }: RunInput, run: SetupRunRow): Promise<RunContext['record']> {
  if (run.kind === 'REPAIR') return loadRecord(actor, run);
  return run.kind === 'UNDO' ? findRecord(actor, run) : null;
}

async function renewLease({ actor, runId }: RunInput): Promise<void> {
  const leaseUntil = leaseFrom(oktaEnvironment().now());
  const target = { id: runId, when: ['APPLYING'] } as const;
  await updateSetupRun(getDatabase(), actor.tenantId, target, { leaseUntil }).catch(
    (error: unknown) => {
      log.warn({ runId, err: error }, 'okta set-up run could not renew its lease');
    },
  );
}
