import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { updateSetupRun, type SetupRunChange } from '@/lib/db/setup-runs';
import { log } from '@/lib/log/log';
import { revokeAndProve } from '@/lib/okta/revoke-token';
import type { SetupAction } from '@/lib/schemas/okta-run';
import { AppError, invariant, isAppError } from '@/lib/shared/errors';
import { describeProblem } from './describe-problem';
import { findOurValues } from './find-our-values';
import { loadRun } from './load-run';
import { oktaEnvironment } from './okta-environment';
import type { RunContext, RunFacts, RunInput, SetupStep } from './run-facts';
import { openJournal, type RunJournal } from './run-journal';
import { saveApplication, toResult } from './save-application-step';
import { createIdp, readMetadata, uploadKey, verifyOrganisation } from './setup-steps';
import { checkMapping } from './setup-steps-mapping';
import { activateRule, createRule, findRouteAfter, findRouteBefore } from './setup-steps-routing';
import { readChoices, readPlan, toJson } from './stored-run';
import { takeBack, type TakenBack } from './take-back';

/** A run that has not renewed its lease for this long was interrupted, in milliseconds. */
const leaseMs = 60_000;
const renewEveryMs = 15_000;

/** Everything before the revocation of the token, in order. */
const steps: readonly SetupStep[] = [
  verifyOrganisation,
  uploadKey,
  createIdp,
  readMetadata,
  checkMapping,
  findRouteBefore,
  createRule,
  activateRule,
  findRouteAfter,
  saveApplication,
];

/** Until when a run that shows life now is taken for alive. */
export function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + leaseMs);
}

/**
 * Carries out a claimed run to its end: every step, or the roll-back of all of them, and in either
 * case the revocation of the token with its proof. Does not depend on any request.
 */
export async function executeRun(input: RunInput): Promise<void> {
  const heartbeat = setInterval(() => void renewLease(input), renewEveryMs);
  heartbeat.unref();
  try {
    const context = await loadContext(input);
    const journal = openJournal(input.actor, input.runId);
    const { facts, failure } = await performSteps(context, journal);
    if (failure) await failRun(context, journal, facts, failure);
    else await finishRun(context, journal, facts);
  } catch (error) {
    // Only our own storage fails here. The token dies all the same; the run is found interrupted.
    await revokeAndProve(input.admin);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

interface Failure {
  readonly action: SetupAction;
  readonly at: Date;
  readonly error: unknown;
}

async function performSteps(
  context: RunContext,
  journal: RunJournal,
): Promise<{ readonly facts: RunFacts; readonly failure: Failure | null }> {
  let facts: RunFacts = {};
  for (const { action, perform } of steps) {
    try {
      await journal.begin(action);
      const { facts: found, ...result } = await perform(context, facts);
      facts = { ...facts, ...found };
      await journal.finish(action, result);
    } catch (error) {
      logFailure(context, action, error);
      return { facts, failure: { action, error, at: oktaEnvironment().now() } };
    }
  }
  return { facts, failure: null };
}

async function finishRun(context: RunContext, journal: RunJournal, facts: RunFacts): Promise<void> {
  await journal.begin('revoke_token');
  const isTokenDead = await revokeAndProve(context.admin);
  const { now } = oktaEnvironment();
  await recordRevocation(journal, isTokenDead, now());
  const tokenRevokedAt = isTokenDead ? now().toISOString() : null;
  const connected = { ...toResult(context, facts), tokenRevokedAt };
  if (isTokenDead) {
    const result = toJson({ connected, problem: null });
    await endRun(context, { status: 'SUCCEEDED', tokenStatus: 'REVOKED', result });
    return;
  }
  const error = new AppError('okta.token_alive');
  const problem = describeProblem({
    error,
    end: 'connected',
    leftovers: [],
    isTokenDead,
  });
  await endRun(context, {
    status: 'FAILED',
    tokenStatus: 'ALIVE',
    result: toJson({ connected, problem }),
    errorCode: error.code,
    errorText: problem.message,
  });
}

async function failRun(
  context: RunContext,
  journal: RunJournal,
  facts: RunFacts,
  { action, error, at }: Failure,
): Promise<void> {
  const { now } = oktaEnvironment();
  // Okta first, our storage afterwards: what failed may be the storage.
  const taken: TakenBack = await takeBack(context, facts);
  const revokedFrom = now();
  const isTokenDead = await revokeAndProve(context.admin);
  const revokedAt = now();
  await journal.fail(action, error, at);
  for (const undone of taken.undoneActions) {
    if (undone !== action) await journal.undo(undone);
  }
  await journal.begin('revoke_token', revokedFrom);
  await recordRevocation(journal, isTokenDead, revokedAt);
  const hasWritten = facts.before !== undefined && action !== 'verify_organisation';
  const problem = describeProblem({
    error,
    action,
    end: hasWritten ? 'taken_back' : 'unwritten',
    leftovers: taken.leftovers,
    isTokenDead,
  });
  const isClean = taken.leftovers.length === 0 && isTokenDead;
  await endRun(context, {
    status: isClean ? 'ROLLED_BACK' : 'FAILED',
    tokenStatus: isTokenDead ? 'REVOKED' : 'ALIVE',
    result: toJson({ connected: null, problem }),
    errorCode: problem.code,
    errorText: problem.message,
  });
}

async function recordRevocation(
  journal: RunJournal,
  isTokenDead: boolean,
  at: Date,
): Promise<void> {
  if (!isTokenDead) return journal.fail('revoke_token', new AppError('okta.token_alive'), at);
  const evidence = 'Okta answers 401 E0000011 to the token';
  return journal.finish('revoke_token', { status: 'DONE', evidence }, at);
}

const endings = {
  SUCCEEDED: 'setup_run.succeeded',
  ROLLED_BACK: 'setup_run.rolled_back',
  FAILED: 'setup_run.failed',
} as const;

async function endRun(
  { actor, runId, orgUrl }: RunContext,
  change: SetupRunChange & { readonly status: keyof typeof endings },
): Promise<void> {
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
  const { orgUrl, orgId, pipeline } = run;
  return { ...input, orgUrl, orgId, pipeline, plan, choices, ours };
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

function logFailure({ runId, orgUrl }: RunContext, action: SetupAction, error: unknown): void {
  const facts = isAppError(error)
    ? { code: error.code, reason: error.message, details: error.details }
    : { err: error };
  log.warn({ runId, orgUrl, action, ...facts }, 'okta set-up step failed');
}
