'use client';

import { Send } from 'lucide-react';
import { useState } from 'react';
import { useActionRun } from '@/components/shell/use-action-run';
import { Button } from '@/components/ui/button';
import { FormError, Notice } from '@/components/ui/notice';
import type { TestMailAnswer } from '@/lib/schemas/mail';
import type { Action } from '@/lib/shared/action-result';

export interface TestMessageProps {
  readonly send: Action<void, TestMailAnswer>;
}

/** Sends a message to oneself and shows what the mail server really said. */
export function TestMessage({ send }: TestMessageProps) {
  const { busy, error, run } = useActionRun();
  const [answer, setAnswer] = useState<TestMailAnswer>();
  const press = () =>
    run('send', async () => {
      setAnswer(undefined);
      const result = await send();
      setAnswer(result.data);
      return result;
    });
  return (
    <div className="flex flex-col items-start gap-3">
      <Button icon={<Send aria-hidden />} loading={busy !== undefined} onClick={() => void press()}>
        Send a test message
      </Button>
      <FormError message={error} />
      {answer && <Answer answer={answer} />}
    </div>
  );
}

function Answer({ answer }: { readonly answer: TestMailAnswer }) {
  return answer.isAccepted ? (
    <Notice
      tone="good"
      live="status"
      title={`The mail server took the message to ${answer.toAddress}`}
    >
      Its answer: <span className="font-mono text-xs break-words">{answer.words}</span>
    </Notice>
  ) : (
    <Notice tone="danger" live="alert" title={`The message to ${answer.toAddress} did not leave`}>
      {answer.words}
    </Notice>
  );
}
