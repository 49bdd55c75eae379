'use client';

import { LoaderCircle } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { Notice } from '@/components/ui/notice';
import { RelativeTime } from '@/components/ui/relative-time';

/** The latest sign-in of the test person, as AdminX saw it. */
export interface PilotSignIn {
  readonly isAllowed: boolean;
  /** Why it was refused, one sentence. */
  readonly reason: string | null;
  /** ISO 8601. */
  readonly at: string;
}

export interface LiveVerdictProps {
  readonly pilotLogin: string;
  readonly latest: PilotSignIn | null;
}

const pollMs = 3000;

/** Waits for the test sign-in and says how it went; looks again every few seconds. */
export function LiveVerdict({ pilotLogin, latest }: LiveVerdictProps) {
  const router = useRouter();
  const isProven = latest?.isAllowed === true;
  useEffect(() => {
    if (isProven) return undefined;
    const timer = window.setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, pollMs);
    return () => {
      window.clearInterval(timer);
    };
  }, [isProven, router]);
  if (latest === null) {
    return (
      <p role="status" className="text-ink-muted flex items-start gap-2.5 text-sm">
        <LoaderCircle aria-hidden className="mt-[3px] size-4 shrink-0 animate-spin" />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          Waiting for {pilotLogin} to arrive. This page notices it by itself.
        </span>
      </p>
    );
  }
  if (!latest.isAllowed) {
    return (
      <Notice tone="danger" live="status" title="The sign-in was refused">
        <p>
          AdminX refused it <RelativeTime value={latest.at} />.{' '}
          {latest.reason ??
            'The person needs a passkey and must not be disabled, and the login must be the same as in Okta.'}{' '}
          This page goes on waiting for the next try.
        </p>
      </Notice>
    );
  }
  return (
    <Notice tone="good" live="status" title="It works">
      <p>
        {pilotLogin} used the passkey and was sent back to Okta with a signed answer{' '}
        <RelativeTime value={latest.at} />.
      </p>
    </Notice>
  );
}
