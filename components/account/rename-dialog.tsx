'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { useUnsavedChanges } from '@/components/ui/unsaved-changes';
import { authenticatorNameSchema } from '@/lib/schemas/account';
import type { Action } from '@/lib/shared/action-result';

/** The passkey that gets another name. */
export interface NamedPasskey {
  readonly id: string;
  readonly name: string;
}

export interface RenameDialogProps {
  /** Open while there is one. */
  readonly passkey: NamedPasskey | null;
  /** It was added just now. */
  readonly isNew: boolean;
  readonly rename: Action<{ authenticatorId: string; name: string }>;
  readonly onClose: () => void;
}

/** Gives a passkey another name. */
export function RenameDialog({ passkey, isNew, rename, onClose }: RenameDialogProps) {
  const [name, setName] = useState(passkey?.name ?? '');
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  useUnsavedChanges(passkey !== null && name !== passkey.name);
  const save = async (authenticatorId: string) => {
    const parsed = authenticatorNameSchema.safeParse(name);
    if (!parsed.success) {
      setError(parsed.error.issues[0]?.message);
      return;
    }
    setBusy(true);
    const result = await rename({ authenticatorId, name: parsed.data }).catch(() => noAnswer);
    setBusy(false);
    if (result.serverError) setError(result.serverError.message);
    else onClose();
  };
  return (
    <Dialog
      open={passkey !== null}
      onClose={onClose}
      title={isNew ? 'Name your new passkey' : 'Rename passkey'}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (passkey) void save(passkey.id);
        }}
      >
        <TextField
          label="Name"
          help="A name that tells you which device it is on, such as Work laptop."
          value={name}
          maxLength={60}
          error={error}
          onChange={(event) => {
            setName(event.target.value);
          }}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{isNew ? 'Keep this name' : 'Cancel'}</Button>
          <Button type="submit" variant="primary" loading={isBusy}>
            {isNew ? 'Save name' : 'Rename'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const noAnswer = {
  serverError: {
    code: 'browser.no_answer',
    message: 'The server did not answer. Check the connection and try again.',
  },
};
