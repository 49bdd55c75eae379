import { ButtonLink } from '@/components/ui/button';
import { Notice, type Tone } from '@/components/ui/notice';
import type { SetupError, SetupRunProgress, SetupRunStatus } from '@/lib/schemas/okta-run';
import type { OktaOrganisationView } from '@/lib/schemas/okta';
import { Journal } from './journal';
import { setupAgainPath } from './paths';
import { TokenState } from './token-state';

export interface RunEndedProps {
  readonly run: Pick<SetupRunProgress, 'status' | 'tokenStatus' | 'steps' | 'error'> & {
    readonly org: OktaOrganisationView;
  };
}

type EndedStatus = Extract<SetupRunStatus, 'ROLLED_BACK' | 'FAILED' | 'CANCELLED' | 'INTERRUPTED'>;

const ends: Record<
  EndedStatus,
  { readonly tone: Tone; readonly title: string; readonly text: string }
> = {
  ROLLED_BACK: {
    tone: 'warning',
    title: 'A step failed, and everything was taken back',
    text: 'Okta is as it was before this run. People sign in to Okta as before.',
  },
  FAILED: {
    tone: 'danger',
    title: 'A step failed, and something is left in Okta',
    text: 'Delete what is listed below by hand. Until then people sign in as each part allows.',
  },
  CANCELLED: {
    tone: 'neutral',
    title: 'This run was cancelled',
    text: 'Nothing in Okta was changed by it.',
  },
  INTERRUPTED: {
    tone: 'danger',
    title: 'The server stopped in the middle of this run',
    text: 'The journal below shows how far it came. Start again: what is there already is found and kept.',
  },
};

function isEnded(status: SetupRunStatus): status is EndedStatus {
  return status in ends;
}

/** A run that is over without success: what happened, what state Okta is in, what to do. */
export function RunEnded({ run }: RunEndedProps) {
  if (!isEnded(run.status)) return null;
  const end = ends[run.status];
  return (
    <div className="flex flex-col gap-6">
      <Notice tone={end.tone} title={end.title} live="status">
        {run.error === null ? <p>{end.text}</p> : <WhatHappened error={run.error} />}
      </Notice>
      {run.error !== null && <Leftovers error={run.error} />}
      <TokenState tokenStatus={run.tokenStatus} organisation={run.org} />
      {run.steps.length > 0 && <Journal steps={run.steps} isOver />}
      <div>
        <ButtonLink href={setupAgainPath(run.org.host)} variant="primary">
          Start again with {run.org.host}
        </ButtonLink>
      </div>
    </div>
  );
}

function WhatHappened({ error }: { readonly error: SetupError }) {
  return (
    <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[8rem_minmax(0,1fr)]">
      <dt className="text-ink-muted">What happened</dt>
      <dd>{error.message}</dd>
      <dt className="text-ink-muted">Okta now</dt>
      <dd>{error.oktaState}</dd>
      <dt className="text-ink-muted">What to do</dt>
      <dd>{error.todo}</dd>
    </dl>
  );
}

const kinds = { rule: 'Routing rule', idp: 'Identity provider', key: 'Key', token: 'API token' };

function Leftovers({ error }: { readonly error: SetupError }) {
  if (error.leftovers.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold">Left in Okta</h3>
      <ul className="divide-line border-line divide-y border-y text-sm">
        {error.leftovers.map((left) => (
          <li
            key={`${left.kind}-${left.id ?? left.name}`}
            className="py-2 [overflow-wrap:anywhere]"
          >
            <p className="font-medium">
              {kinds[left.kind]} “{left.name}”
            </p>
            <p className="text-ink-muted text-xs">
              {left.menuPath}
              {left.id !== null && <span className="font-mono"> · {left.id}</span>}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
