import 'server-only';
import type { SetupRunChange } from '@/lib/db/setup-runs';
import { log } from '@/lib/log/log';
import { recordCalls } from '@/lib/okta/describe-call';
import type { MadeKind } from '@/lib/okta/roll-back-input';
import { withPatience } from '@/lib/okta/retry-call';
import { revokeAndProve } from '@/lib/okta/revoke-token';
import type { SetupAction } from '@/lib/schemas/okta-run';
import { AppError, isAppError } from '@/lib/shared/errors';
import { describeProblem, doneEnds, failedEnds } from './describe-problem';
import { oktaEnvironment } from './okta-environment';
import type { RunContext, RunFacts, SetupStep } from './run-facts';
import type { RunJournal } from './run-journal';
import { toResult } from './save-application-step';
import { toJson } from './stored-run';
import { takeBack } from './take-back';

/** How a run may end. */
export type RunEnd = SetupRunChange & { readonly status: 'SUCCEEDED' | 'ROLLED_BACK' | 'FAILED' };

/** Where a run writes down what it does. */
export interface RunStore {
  readonly journal: RunJournal;
  /** Everything before the revocation of the token, in order. */
  readonly steps: readonly SetupStep[];
  end(change: RunEnd): Promise<void>;
}

/**
 * A run from its first step to its end: every step, or the roll-back of all of them, and in either
 * case the revocation of the token with its proof. Every call is written down before it is sent.
 */
export async function carryOutRun(context: RunContext, store: RunStore): Promise<void> {
  const { facts, failure } = await performSteps(context, store);
  if (failure) await failRun({ context, store, facts, failure });
  else await finishRun(context, store, facts);
}

interface Failure {
  readonly action: SetupAction;
  readonly at: Date;
  readonly error: unknown;
}

interface Performed {
  readonly facts: RunFacts;
  readonly failure: Failure | null;
}

async function performSteps(context: RunContext, store: RunStore): Promise<Performed> {
  const { journal } = store;
  let facts: RunFacts = {};
  for (const { action, perform } of store.steps) {
    const recorded = recordStep(context, (call) => journal.call(action, call));
    const intend: Parameters<typeof perform>[2] = async (ahead, note) => {
      if (note !== undefined) await journal.intend(action, note);
      facts = { ...facts, ...ahead };
    };
    try {
      await journal.begin(action);
      const { facts: found, ...result } = await perform(recorded, facts, intend);
      facts = { ...facts, ...found };
      await journal.finish(action, result);
    } catch (error) {
      logFailure(context, action, error);
      if (isRefused(error)) facts = withoutAttempt(facts, action);
      return { facts, failure: { action, error, at: oktaEnvironment().now() } };
    }
  }
  return { facts, failure: null };
}

const attemptedBy: Partial<Record<SetupAction, MadeKind>> = {
  upload_key: 'key',
  create_idp: 'idp',
  create_rule: 'rule',
  create_admin_rule: 'admin_rule',
  create_wider_rule: 'rule',
};

/** Okta said no, in its own words: then it did nothing. */
function isRefused(error: unknown): boolean {
  if (!isAppError(error) || typeof error.details['oktaCode'] !== 'string') return false;
  return error.code !== 'okta.server_error' && error.code !== 'okta.busy';
}

function withoutAttempt(facts: RunFacts, action: SetupAction): RunFacts {
  const attempted = (facts.attempted ?? []).filter((kind) => kind !== attemptedBy[action]);
  return { ...facts, attempted };
}

function recordStep(context: RunContext, record: (call: string) => Promise<void>): RunContext {
  return {
    ...context,
    admin: recordCalls(context.admin, record),
    findRoute: async (login) => {
      await record(`GET /.well-known/webfinger?resource=okta:acct:${login}`);
      return withPatience(() => context.findRoute(login), oktaEnvironment().pause);
    },
  };
}

async function finishRun(context: RunContext, store: RunStore, facts: RunFacts): Promise<void> {
  const { journal } = store;
  await journal.begin('revoke_token');
  const isTokenDead = await revoke(context, journal);
  const { now } = oktaEnvironment();
  await recordRevocation(journal, isTokenDead, now());
  const tokenRevokedAt = isTokenDead ? now().toISOString() : null;
  const { kind } = context;
  const connected = kind === 'SETUP' ? { ...toResult(context, facts), tokenRevokedAt } : null;
  if (isTokenDead) {
    const result = toJson({ connected, problem: null });
    await store.end({ status: 'SUCCEEDED', tokenStatus: 'REVOKED', result });
    return;
  }
  const error = new AppError('okta.token_alive');
  const problem = describeProblem({
    error,
    end: doneEnds[kind],
    leftovers: [],
    isTokenDead,
  });
  await store.end({
    status: 'FAILED',
    tokenStatus: 'ALIVE',
    result: toJson({ connected, problem }),
    errorCode: error.code,
    errorText: problem.message,
  });
}

interface FailedRun {
  readonly context: RunContext;
  readonly store: RunStore;
  readonly facts: RunFacts;
  readonly failure: Failure;
}

async function failRun({ context, store, facts, failure }: FailedRun): Promise<void> {
  const { journal } = store;
  const { action, error, at } = failure;
  const { now } = oktaEnvironment();
  // Okta first, our storage as well as it goes: what failed may be the storage.
  const lenient = (call: string) => journal.call(action, call).catch(() => undefined);
  const recorded = recordStep(context, lenient);
  const taken = await takeBack(recorded, facts);
  const revokedFrom = now();
  const isTokenDead = await revoke(context, journal);
  const revokedAt = now();
  await journal.fail(action, error, at);
  for (const undone of taken.undoneActions) {
    if (undone !== action) await journal.undo(undone);
  }
  await journal.begin('revoke_token', revokedFrom);
  await recordRevocation(journal, isTokenDead, revokedAt);
  const problem = describeProblem({
    error,
    action,
    end: taken.hasWritten ? failedEnds[context.kind] : 'unwritten',
    leftovers: taken.leftovers,
    isTokenDead,
  });
  const isTakenBack = context.kind !== 'UNDO' && context.kind !== 'STEP_BACK';
  const isClean = taken.leftovers.length === 0 && isTokenDead && isTakenBack;
  await store.end({
    status: isClean ? 'ROLLED_BACK' : 'FAILED',
    tokenStatus: isTokenDead ? 'REVOKED' : 'ALIVE',
    result: toJson({ connected: null, problem }),
    errorCode: problem.code,
    errorText: problem.message,
  });
}

/** The token dies whatever becomes of the journal. */
async function revoke({ admin }: RunContext, journal: RunJournal): Promise<boolean> {
  const { pause, now } = oktaEnvironment();
  const record = (call: string) => journal.call('revoke_token', call).catch(() => undefined);
  return revokeAndProve(recordCalls(admin, record), {
    pause,
    onWait: (tries, waitMs) => {
      const next = new Date(now().getTime() + waitMs).toISOString().slice(11, 19);
      const times = tries === 1 ? 'once' : `${String(tries)} times`;
      return journal.note('revoke_token', `Tried ${times}; the next try is at ${next} UTC`);
    },
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

function logFailure({ runId, orgUrl }: RunContext, action: SetupAction, error: unknown): void {
  const facts = isAppError(error)
    ? { code: error.code, reason: error.message, details: error.details }
    : { err: error };
  log.warn({ runId, orgUrl, action, ...facts }, 'okta set-up step failed');
}
