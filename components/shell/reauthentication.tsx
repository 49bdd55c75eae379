'use client';

import { Fingerprint } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { FormError } from '@/components/ui/notice';
import { askForPasskey } from './passkey-ceremony';

/** The code of a refusal that a fresh use of the passkey lifts. */
export const reauthenticationRequired = 'auth.reauthentication_required';

const paths = {
  options: '/api/webauthn/reauthenticate/options',
  verify: '/api/webauthn/reauthenticate/verify',
};

export interface Reauthentication {
  /** Opens the dialog; calls back once the passkey was used. */
  readonly ask: (onSuccess: () => void) => void;
  /** Render this once on the page. */
  readonly dialog: ReactNode;
}

/** Asks for the passkey again before a dangerous act. */
export function useReauthentication(): Reauthentication {
  const [onSuccess, setOnSuccess] = useState<(() => void) | null>(null);
  const close = () => {
    setOnSuccess(null);
  };
  return {
    ask: (callback) => {
      setOnSuccess(() => callback);
    },
    dialog: (
      <ReauthenticateDialog
        open={onSuccess !== null}
        onClose={close}
        onSuccess={() => {
          close();
          onSuccess?.();
        }}
      />
    ),
  };
}

export interface ReauthenticateDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onSuccess: () => void;
}

/** The dialog itself: one button that asks for the passkey. */
function ReauthenticateDialog({ open, onClose, onSuccess }: ReauthenticateDialogProps) {
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    setError(undefined);
    const result = await askForPasskey({ paths });
    setBusy(false);
    if (result.ok) onSuccess();
    else setError(result.refusal.message);
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Confirm with your passkey"
      description="This changes who can get in, so your passkey is asked for again. It then counts for five minutes."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            loading={isBusy}
            icon={<Fingerprint aria-hidden />}
            onClick={() => void confirm()}
          >
            Use passkey
          </Button>
        </>
      }
    >
      <FormError message={error} />
    </Dialog>
  );
}
