'use client';

import { Button } from '@/components/ui/button';
import { FormError, Notice } from '@/components/ui/notice';
import { useEndRun } from './use-end-run';

/** A check that found everything as it was made: there is only the token to be ended. */
export function NothingToRepair({ runId }: { readonly runId: string }) {
  const { isWorking, error, holdsToken, end } = useEndRun(runId);
  return (
    <div className="flex flex-col items-start gap-4">
      <Notice tone="good" title="There is nothing to put back">
        <p>
          {holdsToken
            ? 'End the check, and the API token is revoked now.'
            : 'This tab holds no token. If you made one for this check, delete it in Okta.'}
        </p>
      </Notice>
      <Button variant="primary" loading={isWorking} onClick={() => void end()}>
        {holdsToken ? 'End the check and revoke the token' : 'End the check'}
      </Button>
      <FormError message={error} />
    </div>
  );
}
