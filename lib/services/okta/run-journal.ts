import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { updateSetupStep } from '@/lib/db/setup-runs';
import type { SetupAction } from '@/lib/schemas/okta-run';
import { isAppError, type AppError } from '@/lib/shared/errors';
import { oktaEnvironment } from './okta-environment';
import type { StepResult } from './run-facts';

/** The journal of one run: each step is written before it acts, so a killed server leaves a trace. */
export interface RunJournal {
  /** The times are those of writing, unless it is written down later. */
  begin(action: SetupAction, at?: Date): Promise<void>;
  finish(action: SetupAction, result: Omit<StepResult, 'facts'>, at?: Date): Promise<void>;
  fail(action: SetupAction, error: unknown, at?: Date): Promise<void>;
  undo(action: SetupAction): Promise<void>;
}

/** Opens the journal of a run. It holds ids, names and error codes; never a secret. */
export function openJournal(actor: Actor, runId: string): RunJournal {
  const { now } = oktaEnvironment();
  const write = (action: SetupAction, change: Parameters<typeof updateSetupStep>[3]) =>
    updateSetupStep(getDatabase(), actor.tenantId, { runId, action }, change);
  return {
    begin: (action, at = now()) => write(action, { status: 'WORKING', startedAt: at }),
    finish: (action, { status, evidence, objectId }, at = now()) => {
      const detail = { evidence, ...(objectId === undefined ? {} : { objectId }) };
      return write(action, { status, finishedAt: at, detail });
    },
    fail: (action, error, at = now()) => {
      const { code, message } = describeFailure(error);
      return write(action, {
        status: 'FAILED',
        finishedAt: at,
        errorCode: code,
        errorText: message,
      });
    },
    undo: (action) => write(action, { status: 'UNDONE' }),
  };
}

/** Code and plain words of a failure; Okta's own (already cleaned) words where there are any. */
export function describeFailure(error: unknown): {
  readonly code: AppError['code'];
  readonly message: string;
} {
  if (!isAppError(error)) {
    return { code: 'request.internal', message: 'Something went wrong on our side.' };
  }
  const oktaText = error.details['oktaText'];
  const said = typeof oktaText === 'string' && oktaText !== '' ? ` Okta said: “${oktaText}”` : '';
  return { code: error.code, message: `${error.publicMessage}${said}` };
}
