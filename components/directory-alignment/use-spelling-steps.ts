'use client';

import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import type { SpellingInput, SpellingStep } from '@/lib/schemas/alignment';
import type { Action } from '@/lib/shared/action-result';

type Act = Action<SpellingInput, SpellingStep>;

const noAnswer =
  'The server did not answer. What was changed is kept; check the connection and go on.';

/** Logins being changed step by step, the server asked for the next when one is done. */
export interface SpellingSteps {
  readonly isBusy: boolean;
  /** How far it is, then what came of it; said to screen readers. */
  readonly said: string;
  readonly error: string | undefined;
  /** Render this once. */
  readonly dialog: ReactNode;
  readonly run: (act: Act, say: (changed: number) => string) => Promise<void>;
}

/** Runs an action until it says it is done, asking for the passkey when the server wants it. */
export function useSpellingSteps(alignmentId: string): SpellingSteps {
  const router = useRouter();
  const { ask, dialog } = useReauthentication();
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const [error, setError] = useState<string>();
  const run: SpellingSteps['run'] = async (act, say) => {
    setBusy(true);
    setError(undefined);
    const refusal = await runSteps(act, alignmentId, (changed, looked, isDone) => {
      setSaid(isDone ? sayEnd(say, changed, looked) : `${say(changed)} Going on.`);
    });
    setBusy(false);
    if (refusal?.code === reauthenticationRequired) ask(() => void run(act, say));
    else setError(refusal?.message);
    router.refresh();
  };
  return { isBusy, said, error, dialog, run };
}

const sayEnd = (say: (changed: number) => string, changed: number, looked: number): string => {
  const left = looked - changed;
  if (left === 0) return say(changed);
  return `${say(changed)} ${left.toLocaleString('en')} left as they are; the list says why.`;
};

async function runSteps(
  act: Act,
  alignmentId: string,
  tell: (changed: number, looked: number, isDone: boolean) => void,
): Promise<{ readonly code: string; readonly message: string } | null> {
  let changed = 0;
  let looked = 0;
  for (let position = 0, isDone = false; !isDone;) {
    const result = await act({ alignmentId, position }).catch(() => null);
    if (!result?.data) {
      return result?.serverError ?? { code: 'browser.no_answer', message: noAnswer };
    }
    changed += result.data.changed;
    looked += result.data.looked;
    ({ position, isDone } = result.data);
    tell(changed, looked, isDone);
  }
  return null;
}
