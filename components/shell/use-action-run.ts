'use client';

import { useState } from 'react';

interface Refusal {
  readonly code: string;
  readonly message: string;
}

export interface ActionRun {
  /** Key of the action that runs now. */
  readonly busy: string | undefined;
  /** Why the last one was refused. */
  readonly error: string | undefined;
  /** Runs an action; resolves to whether it succeeded. */
  readonly run: (
    key: string,
    action: () => Promise<{ readonly serverError?: Refusal | undefined }>,
    /** May take a refusal over; true means: do not show it. */
    takeOver?: (refusal: Refusal) => boolean,
  ) => Promise<boolean>;
}

const noAnswer = {
  code: 'browser.no_answer',
  message: 'The server did not answer. Check the connection and try again.',
};

/** Runs server actions behind buttons: which one is busy, and what was refused. */
export function useActionRun(): ActionRun {
  const [busy, setBusy] = useState<string>();
  const [error, setError] = useState<string>();
  return {
    busy,
    error,
    run: async (key, action, takeOver) => {
      setBusy(key);
      const result = await action().catch(() => ({ serverError: noAnswer }));
      const refusal = result.serverError;
      setBusy(undefined);
      setError(refusal && takeOver?.(refusal) !== true ? refusal.message : undefined);
      return refusal === undefined;
    },
  };
}
