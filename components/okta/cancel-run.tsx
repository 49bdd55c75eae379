'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { setupRunViewSchema, type SetupRunKind } from '@/lib/schemas/okta-run';
import { runStepPath } from './paths';
import { postJson } from './run-api';
import { useWizard } from './wizard-context';

export interface CancelRunProps {
  readonly runId: string;
  readonly kind: SetupRunKind;
}

const words: Record<SetupRunKind, string> = {
  SETUP: 'set-up',
  UNDO: 'removal',
  ROLL_OUT: 'roll-out',
  STEP_BACK: 'step back',
  REPAIR: 'repair',
};

/** Ends a run before Apply; the token, when this tab holds it, is revoked. */
export function CancelRun({ runId, kind }: CancelRunProps) {
  const what = words[kind];
  const { tokenFor, dropToken } = useWizard();
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [isWorking, setIsWorking] = useState(false);
  const [error, setError] = useState<string>();
  const token = tokenFor(runId);
  const cancel = async () => {
    setIsWorking(true);
    const body = token === null ? {} : { token };
    const answer = await postJson(`/api/okta/runs/${runId}/cancel`, body, setupRunViewSchema);
    setIsWorking(false);
    if (answer.refusal !== null) {
      setError(answer.refusal.message);
      return;
    }
    dropToken();
    setIsOpen(false);
    router.push(runStepPath(runId, 'apply'));
    router.refresh();
  };
  return (
    <>
      <Button variant="quiet" onClick={() => setIsOpen(true)}>
        Cancel {what}
      </Button>
      <ConfirmDialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={`Cancel this ${what}?`}
        confirmLabel={`Cancel ${what}`}
        loading={isWorking}
        error={error}
        onConfirm={() => void cancel()}
      >
        <p>Nothing in Okta has changed yet, and nothing will.</p>
        <p>
          {token === null
            ? 'This tab holds no token. If you made one for this run, delete it in Okta.'
            : 'The API token is revoked now.'}
        </p>
      </ConfirmDialog>
    </>
  );
}
