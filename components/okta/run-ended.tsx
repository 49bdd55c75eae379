import { OktaHelpLink } from '@/components/shell/okta-help-link';
import { ButtonLink } from '@/components/ui/button';
import { Notice, type Tone } from '@/components/ui/notice';
import type { OktaOrganisationView } from '@/lib/schemas/okta';
import type {
  SetupError,
  SetupLeftover,
  SetupResult,
  SetupRunKind,
  SetupRunProgress,
} from '@/lib/schemas/okta-run';
import { Journal } from './journal';
import { applicationPath, receiptPath, runStepPath, setupAgainPath } from './paths';
import { TokenState } from './token-state';
import { UndoButton, type StartUndo } from './undo-button';

export interface RunEndedProps {
  readonly run: Pick<
    SetupRunProgress,
    'status' | 'tokenStatus' | 'steps' | 'result' | 'error' | 'runId'
  > & {
    readonly org: OktaOrganisationView;
    readonly kind: SetupRunKind;
    readonly applicationId: string | null;
  };
  readonly startUndo: StartUndo;
}

interface Ending {
  readonly tone: Tone;
  readonly title: string;
  /** Shown when the run left no words of its own. */
  readonly text: string;
}

/** A run that is over without success: what happened, what state Okta is in, what to do. */
export function RunEnded({ run, startUndo }: RunEndedProps) {
  if (run.result !== null) return <ConnectedAnyway run={run} result={run.result} />;
  const { tone, title, text } = describeEnding(run);
  const isTokenAlive = run.tokenStatus === 'ALIVE';
  return (
    <div className="flex flex-col gap-6">
      <Notice tone={tone} title={title} live="status">
        {run.error === null ? <p>{text}</p> : <WhatHappened error={run.error} />}
      </Notice>
      {isTokenAlive && <TokenState tokenStatus="ALIVE" organisation={run.org} />}
      <Leftovers leftovers={objectsOf(run.error)} />
      {!isTokenAlive && <TokenState tokenStatus={run.tokenStatus} organisation={run.org} />}
      {run.steps.length > 0 && <Journal steps={run.steps} isOver />}
      <div className="flex flex-wrap items-start gap-2">
        {run.kind === 'SETUP' && (
          <ButtonLink href={setupAgainPath(run.org.host)} variant="primary">
            Start again with {run.org.host}
          </ButtonLink>
        )}
        {run.kind !== 'SETUP' && run.applicationId !== null && (
          <ButtonLink href={applicationPath(run.applicationId)} variant="primary">
            Open the application
          </ButtonLink>
        )}
        <ButtonLink href={receiptPath(run.runId)}>Open the receipt</ButtonLink>
        {mayBeRemoved(run) && <UndoButton runId={run.runId} start={startUndo} />}
      </div>
    </div>
  );
}

/** Something is, or may be, left in Okta. */
function mayBeRemoved({ kind, status, error }: RunEndedProps['run']): boolean {
  if (status === 'CANCELLED') return false;
  if (kind !== 'SETUP' && kind !== 'UNDO') return false;
  return kind === 'UNDO' || objectsOf(error).length > 0;
}

/** Everything is in place, but the token was not proven dead: that comes first. */
function ConnectedAnyway({
  run,
  result,
}: Pick<RunEndedProps, 'run'> & { readonly result: SetupResult }) {
  return (
    <div className="flex flex-col gap-6">
      <TokenState tokenStatus={run.tokenStatus} organisation={run.org} />
      <Notice tone="good" title="Everything else is in place">
        <p>
          The test person is routed to AdminX. This run changed nothing for anybody else. Revoke the
          token first, then prove it with a real sign-in.
        </p>
        {run.status === 'INTERRUPTED' && (
          <p>The server stopped before it could revoke the token.</p>
        )}
      </Notice>
      <Journal steps={run.steps} isOver />
      <div className="flex flex-wrap gap-2">
        <ButtonLink href={runStepPath(run.runId, 'prove')} variant="primary">
          Prove it with a sign-in
        </ButtonLink>
        {result.applicationId !== null && (
          <ButtonLink href={applicationPath(result.applicationId)}>Open the application</ButtonLink>
        )}
        <ButtonLink href={receiptPath(run.runId)}>Open the receipt</ButtonLink>
      </div>
    </div>
  );
}

function describeEnding(run: RunEndedProps['run']): Ending {
  const { kind, status, tokenStatus, steps, error } = run;
  const isRemoval = kind === 'UNDO' || kind === 'STEP_BACK';
  if (isRemoval && status === 'FAILED') return describeStopped(kind, error);
  if (status === 'INTERRUPTED') {
    return {
      tone: 'danger',
      title: 'The server stopped in the middle of this run',
      text: 'The calls below show how far it came.',
    };
  }
  if (status === 'CANCELLED') {
    return {
      tone: tokenStatus === 'ALIVE' ? 'warning' : 'neutral',
      title: kind === 'REPAIR' ? 'This check has ended' : 'This run was cancelled',
      text: 'Nothing in Okta was changed by it.',
    };
  }
  if (objectsOf(error).length > 0) {
    return {
      tone: 'danger',
      title: 'A step failed, and something is left in Okta',
      text: 'What is left is listed below.',
    };
  }
  const hasWritten = steps.some((step) => step.status === 'UNDONE');
  return {
    tone: 'warning',
    title: hasWritten
      ? 'A step failed, and everything was taken back'
      : 'A step failed before anything was written',
    text: 'Okta is as it was before this run. People sign in to Okta as before.',
  };
}

/** A removal that did not come through, or whose token may live. */
function describeStopped(kind: SetupRunKind, error: SetupError | null): Ending {
  const isLeft = objectsOf(error).length > 0;
  const what = kind === 'STEP_BACK' ? 'step back' : 'removal';
  return {
    tone: isLeft ? 'danger' : 'warning',
    title: isLeft
      ? `The ${what} stopped, and something is left in Okta`
      : 'Not everything is proven',
    text: 'What is left is listed below.',
  };
}

/** What is left apart from the token, which has a notice of its own. */
function objectsOf(error: SetupError | null): readonly SetupLeftover[] {
  return (error?.leftovers ?? []).filter(({ kind }) => kind !== 'token');
}

function WhatHappened({ error }: { readonly error: SetupError }) {
  return (
    <dl className="grid gap-x-4 sm:grid-cols-[8rem_minmax(0,1fr)] sm:gap-y-1">
      <dt className="text-ink-muted">What happened</dt>
      <dd className="max-sm:mb-2">{error.message}</dd>
      <dt className="text-ink-muted">Okta now</dt>
      <dd className="max-sm:mb-2">{error.oktaState}</dd>
      <dt className="text-ink-muted">What to do</dt>
      <dd>
        <p>{error.todo}</p>
        <p className="mt-1">
          <OktaHelpLink code={error.code} />
        </p>
      </dd>
    </dl>
  );
}

const kinds = {
  rule: 'Routing rule',
  idp: 'Identity provider',
  key: 'Certificate',
  mapping: 'Attribute mapping',
  token: 'API token',
};

function Leftovers({ leftovers }: { readonly leftovers: readonly SetupLeftover[] }) {
  if (leftovers.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold">Left in Okta</h3>
      <ul className="divide-line border-line divide-y border-y text-sm">
        {leftovers.map((left) => (
          <li
            key={`${left.kind}-${left.id ?? left.name}`}
            className="py-2 [overflow-wrap:anywhere]"
          >
            <p className="font-medium">
              {kinds[left.kind]} “{left.name}”
            </p>
            <p className="text-ink-muted text-xs">
              {left.kind === 'key'
                ? 'It lets nobody in by itself; the next set-up finds and uses it.'
                : left.menuPath}
              {left.id !== null && <span className="font-mono"> · {left.id}</span>}
              {left.isCertain === false && ' · not certain: Okta could not be asked again'}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
