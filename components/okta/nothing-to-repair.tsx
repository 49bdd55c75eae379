'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { FormError, Notice } from '@/components/ui/notice';
import { setupRunViewSchema } from '@/lib/schemas/okta-run';
import { runStepPath } from './paths';
import { postJson } from './run-api';
import { useWizard } from './wizard-context';

/** A check that found everything as it was made: there is only the token to be ended. */
export function NothingToRepair({ runId }: { readonly runId: string }) {
  const { tokenFor, dropToken } = useWizard();
  const router = useRouter();
  const [isWorking, setIsWorking] = useState(false);
  const [error, setError] = useState<string>();
  const token = tokenFor(runId);
  const end = async () => {
    setIsWorking(true);
    const body = token === null ? {} : { token };
    const answer = await postJson(`/api/okta/runs/${runId}/cancel`, body, setupRunViewSchema);
    setIsWorking(false);
    if (answer.refusal !== null) {
      setError(answer.refusal.message);
      return;
    }
    dropToken();
    router.push(runStepPath(runId, 'apply'));
    router.refresh();
  };
  return (
    <div className="flex flex-col items-start gap-4">
      <Notice tone="good" title="There is nothing to put back">
        <p>
          {token === null
            ? 'This tab holds no token. If you made one for this check, delete it in Okta.'
            : 'End the check, and the API token is revoked now.'}
        </p>
      </Notice>
      <Button variant="primary" loading={isWorking} onClick={() => void end()}>
        {token === null ? 'End the check' : 'End the check and revoke the token'}
      </Button>
      <FormError message={error} />
    </div>
  );
}
