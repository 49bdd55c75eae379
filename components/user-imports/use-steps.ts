'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { announce } from '@/components/ui/announce';
import type { ImportStep } from '@/lib/schemas/user-imports';
import type { Action } from '@/lib/shared/action-result';

const noAnswer =
  'The server did not answer. What was done is kept; check the connection and go on.';

/** Work the server does step by step, each step asked for when the one before is done. */
export interface Steps {
  readonly isBusy: boolean;
  readonly step: { readonly done: number; readonly total: number } | null;
  readonly error: string | undefined;
  /** Runs to the end, then `afterwards`, then shows the page anew. */
  readonly run: (afterwards?: () => Promise<void>) => Promise<void>;
}

/** Runs an action until it says it is done, then shows the page anew. */
export function useSteps(
  act: Action<{ importId: string }, ImportStep>,
  importId: string,
  doneMessage: string,
): Steps {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [step, setStep] = useState<ImportStep | null>(null);
  const [error, setError] = useState<string>();
  const run = async (afterwards?: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    for (let isDone = false; !isDone;) {
      const result = await act({ importId }).catch(() => null);
      if (!result?.data) {
        setError(result?.serverError?.message ?? noAnswer);
        setBusy(false);
        router.refresh();
        return;
      }
      setStep(result.data);
      ({ isDone } = result.data);
    }
    announce(doneMessage);
    await afterwards?.();
    setBusy(false);
    router.refresh();
  };
  return { isBusy, step, error, run };
}
