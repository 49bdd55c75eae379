'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { setupRunViewSchema } from '@/lib/schemas/okta-run';
import { runStepPath } from './paths';
import { postJson } from './run-api';
import { useWizard } from './wizard-context';

/** Ends a run before Apply and revokes its token, when this tab holds it; then shows how it ended. `end` says whether it did. */
export function useEndRun(runId: string) {
  const { tokenFor, dropToken } = useWizard();
  const router = useRouter();
  const [isWorking, setIsWorking] = useState(false);
  const [error, setError] = useState<string>();
  const token = tokenFor(runId);
  const end = async (): Promise<boolean> => {
    setIsWorking(true);
    const body = token === null ? {} : { token };
    const answer = await postJson(`/api/okta/runs/${runId}/cancel`, body, setupRunViewSchema);
    setIsWorking(false);
    if (answer.refusal !== null) {
      setError(answer.refusal.message);
      return false;
    }
    dropToken();
    router.push(runStepPath(runId, 'apply'));
    router.refresh();
    return true;
  };
  return { isWorking, error, holdsToken: token !== null, end };
}
