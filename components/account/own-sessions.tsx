'use client';

import { useActionRun } from '@/components/shell/use-action-run';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/notice';
import { RelativeTime } from '@/components/ui/relative-time';
import type { SessionSummary } from '@/lib/schemas/users';
import type { Action } from '@/lib/shared/action-result';

export interface OwnSessionsProps {
  readonly sessions: readonly SessionSummary[];
  readonly endOne: Action<{ sessionId: string }>;
  readonly endOthers: Action<undefined>;
}

/** Where the person is signed in: end one, or all but this one. */
export function OwnSessions({ sessions, endOne, endOthers }: OwnSessionsProps) {
  const { busy, error, run } = useActionRun();
  return (
    <div className="flex flex-col gap-4">
      <FormError message={error} />
      <ul className="divide-line border-line divide-y border-y">
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            isBusy={busy === session.id}
            onEnd={() => void run(session.id, () => endOne({ sessionId: session.id }))}
          />
        ))}
      </ul>
      {sessions.length > 1 && (
        <div>
          <Button
            loading={busy === 'others'}
            onClick={() => void run('others', () => endOthers(undefined))}
          >
            End all other sessions
          </Button>
        </div>
      )}
    </div>
  );
}

function SessionRow(props: {
  readonly session: SessionSummary;
  readonly isBusy: boolean;
  readonly onEnd: () => void;
}) {
  const { session, isBusy, onEnd } = props;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
      <div className="min-w-0 flex-1 text-sm">
        <p className="font-medium">
          {session.browser}
          {session.isCurrent && ' (this browser)'}
        </p>
        <p className="text-ink-muted text-xs">
          {session.ip ?? 'Unknown address'} · signed in <RelativeTime value={session.startedAt} /> ·
          last used <RelativeTime value={session.lastSeenAt} />
        </p>
      </div>
      {!session.isCurrent && (
        <Button
          size="small"
          loading={isBusy}
          aria-label={`End session in ${session.browser}`}
          onClick={onEnd}
        >
          End session
        </Button>
      )}
    </li>
  );
}
