import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { updateSetupStep, type JsonInput } from '@/lib/db/setup-runs';
import type { SetupAction } from '@/lib/schemas/okta-run';
import { isAppError, type AppError } from '@/lib/shared/errors';
import { oktaEnvironment } from './okta-environment';
import type { StepResult } from './run-facts';

/** The journal of one run: each step and each call is written before it acts. */
export interface RunJournal {
  /** The times are those of writing, unless it is written down later. */
  begin(action: SetupAction, at?: Date): Promise<void>;
  finish(action: SetupAction, result: Omit<StepResult, 'facts'>, at?: Date): Promise<void>;
  fail(action: SetupAction, error: unknown, at?: Date): Promise<void>;
  undo(action: SetupAction): Promise<void>;
  /** A call that is about to be sent, written ahead under its step. */
  call(action: SetupAction, call: string): Promise<void>;
  /** What a step is about to change, for when the server stops in the middle. */
  intend(action: SetupAction, note: JsonInput): Promise<void>;
  /** One line about a step that takes long. */
  note(action: SetupAction, evidence: string): Promise<void>;
}

/** What the journal keeps of one step. */
interface Detail {
  readonly evidence?: string;
  readonly objectId?: string;
  readonly intent?: JsonInput;
  readonly calls?: readonly { readonly call: string; readonly at: string }[];
}

/** Opens the journal of a run. It holds ids, names and error codes; never a secret. */
export function openJournal(actor: Actor, runId: string): RunJournal {
  const { now } = oktaEnvironment();
  const details = new Map<SetupAction, Detail>();
  const write = (action: SetupAction, change: Parameters<typeof updateSetupStep>[3]) =>
    updateSetupStep(getDatabase(), actor.tenantId, { runId, action }, change);
  const addDetail = (action: SetupAction, more: Detail): { readonly detail: JsonInput } => {
    const detail = { ...details.get(action), ...more };
    details.set(action, detail);
    return { detail };
  };
  return {
    begin: (action, at = now()) => write(action, { status: 'WORKING', startedAt: at }),
    finish: (action, { status, evidence, objectId }, at = now()) => {
      const found = { evidence, ...(objectId === undefined ? {} : { objectId }) };
      return write(action, { status, finishedAt: at, ...addDetail(action, found) });
    },
    fail: (action, error, at = now()) => {
      const { code, message } = describeFailure(error);
      const failure = { errorCode: code, errorText: message };
      return write(action, { status: 'FAILED', finishedAt: at, ...failure });
    },
    undo: (action) => write(action, { status: 'UNDONE' }),
    call: (action, call) => {
      const before = details.get(action)?.calls ?? [];
      const calls = [...before, { call, at: now().toISOString() }];
      return write(action, addDetail(action, { calls }));
    },
    intend: (action, intent) => write(action, addDetail(action, { intent })),
    note: (action, evidence) => write(action, addDetail(action, { evidence })),
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
