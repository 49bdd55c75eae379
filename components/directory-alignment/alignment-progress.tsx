'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { FormError } from '@/components/ui/notice';
import type { AlignmentSummary } from '@/lib/schemas/alignment';
import type { ActionAnswer } from './action-answer';

export interface AlignmentProgressProps {
  readonly run: AlignmentSummary;
  /** Left out for whom may not. */
  readonly cancel: ((input: { alignmentId: string }) => Promise<ActionAnswer | undefined>) | null;
}

const pollMs = 1_500;

/** How far a comparison is; looks again by itself. It goes on when the page is closed. */
export function AlignmentProgress({ run, cancel }: AlignmentProgressProps) {
  const router = useRouter();
  const [error, setError] = useState<string>();
  const [isCancelling, startCancel] = useTransition();
  useEffect(() => {
    const timer = window.setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, pollMs);
    return () => {
      window.clearInterval(timer);
    };
  }, [router]);
  const words = describe(run);
  return (
    <div className="flex max-w-[42rem] flex-col gap-3">
      <p role="status" className="text-sm">
        {words}
      </p>
      <progress
        aria-label="Progress of the comparison"
        className="accent-accent h-2 w-full"
        {...(run.status === 'COMPARING' && run.ourCount > 0
          ? { value: run.comparedCount, max: run.ourCount }
          : {})}
      />
      <p className="text-ink-muted text-xs">
        It goes on when you leave this page. Nothing changes, here or in Okta.
      </p>
      <FormError message={error} />
      {cancel !== null && (
        <div>
          <Button
            loading={isCancelling || run.isCancelWanted}
            onClick={() => {
              startCancel(async () => {
                setError((await cancel({ alignmentId: run.id }))?.serverError?.message);
              });
            }}
          >
            Cancel comparison
          </Button>
        </div>
      )}
    </div>
  );
}

function describe(run: AlignmentSummary): string {
  const read = `${run.oktaCount.toLocaleString('en')} people of Okta read`;
  if (run.isCancelWanted) return 'Stopping at the next step.';
  if (run.status === 'READING') {
    if (run.waitingUntil === null) return `${read} so far.`;
    const until = new Date(run.waitingUntil).toISOString().slice(11, 16);
    return `${read}. Waiting until ${until} UTC, so that Okta’s rate limit is not used up.`;
  }
  const compared = run.comparedCount.toLocaleString('en');
  return `${read}. ${compared} of ${run.ourCount.toLocaleString('en')} people here compared.`;
}
