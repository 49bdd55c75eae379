'use client';

import { RotateCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useActionRun } from '@/components/shell/use-action-run';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/notice';
import type { Action } from '@/lib/shared/action-result';

export interface RetryButtonProps {
  readonly mailId: string;
  readonly toAddress: string;
  readonly retry: Action<{ mailId: string }>;
}

/** A mail server that works answers in this time; the page is read again afterwards. */
const answerMs = 1500;

/** Has a waiting message tried now, and reads the outbox again. */
export function RetryButton({ mailId, toAddress, retry }: RetryButtonProps) {
  const router = useRouter();
  const { busy, error, run } = useActionRun();
  const press = async () => {
    const isDone = await run('retry', () => retry({ mailId }));
    if (!isDone) return;
    announce(`The message to ${toAddress} is being tried`);
    window.setTimeout(() => {
      router.refresh();
    }, answerMs);
  };
  return (
    <span className="relative z-10 inline-flex flex-col items-end gap-1 max-sm:items-start">
      <Button
        size="small"
        icon={<RotateCw aria-hidden />}
        loading={busy !== undefined}
        aria-label={`Try now: ${toAddress}`}
        onClick={() => void press()}
      >
        Try now
      </Button>
      <FormError message={error} />
    </span>
  );
}
