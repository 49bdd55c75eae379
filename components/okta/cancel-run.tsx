'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { SetupRunKind } from '@/lib/schemas/okta-run';
import { useEndRun } from './use-end-run';

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
  const [isOpen, setIsOpen] = useState(false);
  const { isWorking, error, holdsToken, end } = useEndRun(runId);
  const cancel = async () => {
    if (await end()) setIsOpen(false);
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
          {holdsToken
            ? 'The API token is revoked now.'
            : 'This tab holds no token. If you made one for this run, delete it in Okta.'}
        </p>
      </ConfirmDialog>
    </>
  );
}
