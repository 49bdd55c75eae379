'use client';

import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { useActionRun } from '@/components/shell/use-action-run';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { RelativeTime } from '@/components/ui/relative-time';
import type { AuthenticatorSummary, UserDetails } from '@/lib/schemas/users';
import type { Action } from '@/lib/shared/action-result';

export interface UserPasskeysProps {
  readonly user: Pick<UserDetails, 'id' | 'displayName' | 'authenticators'>;
  readonly canRemove: boolean;
  readonly remove: Action<{ userId: string; authenticatorId: string }>;
}

/** The passkeys of a person; one can be taken away, after a question and the admin's own passkey. */
export function UserPasskeys({ user, canRemove, remove }: UserPasskeysProps) {
  const [removing, setRemoving] = useState<AuthenticatorSummary | null>(null);
  if (user.authenticators.length === 0) {
    return <p className="text-ink-muted text-sm">No passkey yet. An invitation leads to one.</p>;
  }
  return (
    <>
      <ul className="divide-line border-line divide-y border-y">
        {user.authenticators.map((passkey) => (
          <li key={passkey.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
            <PasskeyLines passkey={passkey} />
            {canRemove && (
              <Button
                size="small"
                icon={<Trash2 aria-hidden />}
                aria-label={`Remove ${passkey.name}`}
                onClick={() => {
                  setRemoving(passkey);
                }}
              >
                Remove
              </Button>
            )}
          </li>
        ))}
      </ul>
      {removing && (
        <RemoveDialog
          user={user}
          passkey={removing}
          remove={remove}
          onClose={() => {
            setRemoving(null);
          }}
        />
      )}
    </>
  );
}

function RemoveDialog(props: {
  readonly user: UserPasskeysProps['user'];
  readonly passkey: AuthenticatorSummary;
  readonly remove: UserPasskeysProps['remove'];
  readonly onClose: () => void;
}) {
  const { user, passkey, remove, onClose } = props;
  const { ask, dialog } = useReauthentication();
  const { busy, error, run } = useActionRun();
  const confirm = async () => {
    const isGone = await run(
      passkey.id,
      () => remove({ userId: user.id, authenticatorId: passkey.id }),
      ({ code }) => {
        if (code !== reauthenticationRequired) return false;
        ask(() => void confirm());
        return true;
      },
    );
    if (isGone) onClose();
  };
  return (
    <>
      <ConfirmDialog
        open
        onClose={onClose}
        title={`Remove ${passkey.name}`}
        confirmLabel="Remove passkey"
        loading={busy !== undefined}
        error={error}
        onConfirm={() => void confirm()}
      >
        <p>
          It cannot sign {user.displayName} in any more, and sessions that began with it end. The
          person hears of it by mail when mail is set up.
        </p>
        {user.authenticators.length === 1 && (
          <p>It is the last one: {user.displayName} needs an invitation to sign in again.</p>
        )}
      </ConfirmDialog>
      {dialog}
    </>
  );
}

function PasskeyLines({ passkey }: { readonly passkey: AuthenticatorSummary }) {
  return (
    <div className="min-w-0 flex-1 text-sm">
      <p className="font-medium [overflow-wrap:anywhere]">{passkey.name}</p>
      <p className="text-ink-muted text-xs">
        {passkey.isSynced ? 'May be synced between devices' : 'Stays on its device'} · added{' '}
        <RelativeTime value={passkey.createdAt} /> · last used{' '}
        {passkey.lastUsedAt ? <RelativeTime value={passkey.lastUsedAt} /> : 'never'}
      </p>
    </div>
  );
}
