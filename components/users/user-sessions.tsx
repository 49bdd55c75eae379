'use client';

import { useActionRun } from '@/components/shell/use-action-run';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/notice';
import { RelativeTime } from '@/components/ui/relative-time';
import type { SessionSummary } from '@/lib/schemas/users';
import type { Action } from '@/lib/shared/action-result';

export interface UserSessionsProps {
  readonly userId: string;
  readonly sessions: readonly SessionSummary[];
  readonly canEnd: boolean;
  readonly endOne: Action<{ userId: string; sessionId: string }>;
  readonly endAll: Action<{ userId: string }>;
}

/** The browsers a person is signed in with. */
export function UserSessions({ userId, sessions, canEnd, endOne, endAll }: UserSessionsProps) {
  const { busy, error, run } = useActionRun();
  if (sessions.length === 0) return <p className="text-ink-muted text-sm">Signed in nowhere.</p>;
  const end = (sessionId: string) => run(sessionId, () => endOne({ userId, sessionId }));
  return (
    <div className="flex flex-col gap-4">
      <FormError message={error} />
      <ul className="divide-line border-line divide-y border-y">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
            <SessionLines session={session} />
            {canEnd && (
              <Button
                size="small"
                loading={busy === session.id}
                aria-label={`End session in ${session.browser}`}
                onClick={() => void end(session.id)}
              >
                End session
              </Button>
            )}
          </li>
        ))}
      </ul>
      {canEnd && sessions.length > 1 && (
        <div>
          <Button
            loading={busy === 'all'}
            onClick={() => void run('all', () => endAll({ userId }))}
          >
            End all sessions
          </Button>
        </div>
      )}
    </div>
  );
}

function SessionLines({ session }: { readonly session: SessionSummary }) {
  return (
    <div className="min-w-0 flex-1 text-sm">
      <p className="font-medium">
        {session.browser}
        {session.isCurrent && ' (this browser)'}
      </p>
      <p className="text-ink-muted text-xs">
        {session.ip ?? 'Unknown address'} · last used <RelativeTime value={session.lastSeenAt} />
      </p>
    </div>
  );
}
