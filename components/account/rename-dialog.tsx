'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { authenticatorNameSchema } from '@/lib/schemas/account';
import type { AuthenticatorSummary } from '@/lib/schemas/users';
import type { Action } from '@/lib/shared/action-result';

export interface RenameDialogProps {
  /** Open while there is one. */
  readonly passkey: AuthenticatorSummary | null;
  readonly rename: Action<{ authenticatorId: string; name: string }>;
  readonly onClose: () => void;
}

/** Gives a passkey another name. */
export function RenameDialog({ passkey, rename, onClose }: RenameDialogProps) {
  const [name, setName] = useState(passkey?.name ?? '');
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const save = async (authenticatorId: string) => {
    const parsed = authenticatorNameSchema.safeParse(name);
    if (!parsed.success) {
      setError(parsed.error.issues[0]?.message);
      return;
    }
    setBusy(true);
    const result = await rename({ authenticatorId, name: parsed.data });
    setBusy(false);
    if (result.serverError) setError(result.serverError.message);
    else onClose();
  };
  return (
    <Dialog open={passkey !== null} onClose={onClose} title="Rename passkey">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (passkey) void save(passkey.id);
        }}
      >
        <TextField
          label="Name"
          value={name}
          maxLength={60}
          error={error}
          onChange={(event) => {
            setName(event.target.value);
          }}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" loading={isBusy}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
