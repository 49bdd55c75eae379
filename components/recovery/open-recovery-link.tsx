'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/plain-button';
import { FormError } from '@/components/ui/notice';
import { useClockTime } from './use-clock-time';

export interface OpenRecoveryLinkProps {
  /** From the link. */
  readonly token: string;
  readonly login: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** Whose link it is and the button that uses it up; nothing happens before it is pressed. */
export function OpenRecoveryLink({ token, login, expiresAt }: OpenRecoveryLinkProps) {
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const until = useClockTime(expiresAt);
  const open = async () => {
    setBusy(true);
    setError(undefined);
    const refusal = await send(token);
    if (refusal === null) {
      // A full load, so that the next page is drawn with the cookies that were just set.
      window.location.replace('/recover/passkey');
      return;
    }
    setBusy(false);
    setError(refusal);
  };
  return (
    <div className="flex flex-col gap-5">
      <dl className="border-line flex flex-col border-y py-2.5 text-sm">
        <dt className="text-ink-muted text-xs">Your login</dt>
        <dd className="[overflow-wrap:anywhere]">{login}</dd>
      </dl>
      <FormError message={error} />
      <Button variant="primary" loading={isBusy} className="h-11" onClick={() => void open()}>
        Use link in this browser
      </Button>
      <p className="text-ink-muted text-xs">
        {until !== null && `The link works until ${until}. `}
        Once used, you have 15 minutes to create the passkey, in this browser only.
      </p>
    </div>
  );
}

/** Null when the link was right, otherwise why not. */
async function send(token: string): Promise<string | null> {
  try {
    const response = await fetch('/api/recovery/links', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    if (response.ok) return null;
    const { error } = (await response.json()) as { error: { message: string } };
    return error.message;
  } catch {
    return 'The server did not answer. Check the connection and try again.';
  }
}
