import { useEffect, useState } from 'react';
import type { Action } from '@/lib/shared/action-result';

/** What became of a question. */
export type Answer<Data> =
  /** With the answer before, when there was one. */
  | { readonly state: 'loading'; readonly before?: Data | undefined }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'there'; readonly data: Data };

const pauseMs = 250;
const noAnswer = 'The server did not answer. Check the connection and try again.';

/**
 * Asks the server a moment after the question last changed; an answer that was overtaken is dropped.
 *
 * @param question what is asked, as text; the same text is not asked twice. Null asks nothing.
 */
export function useAnswer<Data>(
  question: string | null,
  ask: (question: string) => ReturnType<Action<string, Data>>,
): Answer<Data> {
  const [last, setLast] = useState<{ question: string; answer: Answer<Data> } | null>(null);
  useEffect(() => {
    if (question === null) return undefined;
    let isCurrent = true;
    const run = async () => {
      const result = await ask(question).catch(() => null);
      if (!isCurrent) return;
      const data = result?.data;
      const message = result?.serverError?.message ?? noAnswer;
      setLast({
        question,
        answer: data === undefined ? { state: 'failed', message } : { state: 'there', data },
      });
    };
    const timer = window.setTimeout(() => void run(), question === '' ? 0 : pauseMs);
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
    // `ask` is a new function at every render; only the question asks again.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [question]);
  if (question !== null && last?.question === question) return last.answer;
  const before = last?.answer.state === 'there' ? last.answer.data : undefined;
  return { state: 'loading', before };
}
