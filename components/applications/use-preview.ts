'use client';

import { useEffect, useState } from 'react';
import type { AssertionPreview, PreviewAssertionInput } from '@/lib/schemas/custom-applications';
import type { Action } from '@/lib/shared/action-result';

const pauseMs = 400;

interface PreviewState {
  /** The latest preview there is; it stays while a newer one is made. */
  readonly shown: AssertionPreview | null;
  readonly problem: string | undefined;
}

/**
 * The preview of an assertion, made anew a moment after the question changed; an answer that was
 * overtaken is dropped. Null asks nothing.
 */
export function usePreview(
  question: PreviewAssertionInput | null,
  ask: Action<PreviewAssertionInput, AssertionPreview>,
): PreviewState {
  const [state, setState] = useState<PreviewState>({ shown: null, problem: undefined });
  const key = question === null ? null : JSON.stringify(question);
  useEffect(() => {
    if (key === null) return undefined;
    let isCurrent = true;
    const run = async () => {
      const result = await ask(JSON.parse(key) as PreviewAssertionInput).catch(() => undefined);
      if (!isCurrent) return;
      const { data, serverError } = result ?? {};
      const noAnswer = 'There is no preview now. Check the connection, then type again.';
      if (data) setState({ shown: data, problem: undefined });
      else setState({ shown: null, problem: serverError?.message ?? noAnswer });
    };
    const timer = window.setTimeout(() => void run(), pauseMs);
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
    // The action is the same at every render; only another question asks again.
  }, [key, ask]);
  return state;
}
