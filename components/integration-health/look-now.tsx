'use client';

import { RefreshCw } from 'lucide-react';
import { useState, useTransition } from 'react';
import type { OktaRefusal } from '@/components/shell/okta-failure';
import { OktaHelpLink } from '@/components/shell/okta-help-link';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import type { ActionAnswer } from './action-answer';

export interface LookNowProps {
  readonly applicationId: string;
  readonly look: (input: { readonly applicationId: string }) => Promise<ActionAnswer | undefined>;
}

/** Asks Okta again where it sends the watched logins. */
export function LookNow({ applicationId, look }: LookNowProps) {
  const [error, setError] = useState<OktaRefusal>();
  const [isLooking, startLook] = useTransition();
  const run = () => {
    startLook(async () => {
      const problem = (await look({ applicationId }))?.serverError;
      setError(problem);
      announce(problem?.message ?? 'Looked. The result is on the page.');
    });
  };
  return (
    <div className="flex flex-col items-end gap-1">
      <Button icon={<RefreshCw aria-hidden />} loading={isLooking} onClick={run}>
        Look now
      </Button>
      {error !== undefined && (
        <p className="text-danger max-w-[20rem] text-xs">
          {error.message} <OktaHelpLink code={error.code} />
        </p>
      )}
    </div>
  );
}
