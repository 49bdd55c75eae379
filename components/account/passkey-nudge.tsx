'use client';

import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { nudgeCookieName } from '@/lib/shared/nudge-cookie';
import { useAddPasskey } from './use-add-passkey';

export interface PasskeyNudgeProps {
  /** The answer "not now" holds for this session. */
  readonly sessionId: string;
}

/** Asks a person who has one passkey for a second, quietly, on every page. */
export function PasskeyNudge({ sessionId }: PasskeyNudgeProps) {
  const { add, isAdding, error, dialog } = useAddPasskey();
  const [isDismissed, setDismissed] = useState(false);
  if (isDismissed) return null;
  return (
    <aside
      aria-label="Second passkey"
      className="border-line bg-side flex flex-wrap items-center gap-x-4 gap-y-1.5 border-b px-4 py-1.5 text-xs"
    >
      <KeyRound aria-hidden className="text-ink-muted hidden size-4 shrink-0 sm:block" />
      <p className="min-w-0 flex-1 basis-56">
        {error === undefined ? (
          <>
            <span className="font-medium">You have one passkey.</span>{' '}
            <span className="text-ink-muted">
              Add a second on another device, so that you get in when this one is lost.
            </span>
          </>
        ) : (
          <span role="alert" className="text-danger">
            {error}
          </span>
        )}
      </p>
      <div className="flex gap-1">
        <Button size="small" loading={isAdding} onClick={() => void add()}>
          Add passkey
        </Button>
        <Button
          size="small"
          variant="quiet"
          onClick={() => {
            dismissFor(sessionId);
            setDismissed(true);
          }}
        >
          Not now
        </Button>
      </div>
      {dialog}
    </aside>
  );
}

/** A cookie of the browser's session: the server then leaves the notice out. */
function dismissFor(sessionId: string): void {
  const secure = window.location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${nudgeCookieName}=${sessionId}; path=/; samesite=lax${secure}`;
}
