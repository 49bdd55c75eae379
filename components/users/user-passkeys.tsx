'use client';

import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { useActionRun } from '@/components/shell/use-action-run';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Notice } from '@/components/ui/notice';
import { RelativeTime } from '@/components/ui/relative-time';
import type { AuthenticatorSummary, RemovedAuthenticator, UserDetails } from '@/lib/schemas/users';
import type { Action } from '@/lib/shared/action-result';

export interface UserPasskeysProps {
  readonly user: Pick<UserDetails, 'id' | 'displayName' | 'authenticators'>;
  readonly canRemove: boolean;
  readonly remove: Action<{ userId: string; authenticatorId: string }, RemovedAuthenticator>;
}

/** The passkeys of a person; one can be taken away, after a question and the admin's own passkey. */
export function UserPasskeys({ user, canRemove, remove }: UserPasskeysProps) {
  const [removing, setRemoving] = useState<AuthenticatorSummary | null>(null);
  const [untold, setUntold] = useState<string | null>(null);
  return (
    <>
      {untold !== null && <Untold displayName={user.displayName} passkeyName={untold} />}
      {user.authenticators.length === 0 ? (
        <p className="text-ink-muted text-sm">No passkey yet. An invitation leads to one.</p>
      ) : (
        <PasskeyList passkeys={user.authenticators} onRemove={canRemove ? setRemoving : null} />
      )}
      {removing && (
        <RemoveDialog
          user={user}
          passkey={removing}
          remove={remove}
          onRemoved={({ mailedTo }) => {
            setUntold(mailedTo === null ? removing.name : null);
          }}
          onClose={() => {
            setRemoving(null);
          }}
        />
      )}
    </>
  );
}

/** Without a mail server nobody else tells the person. */
function Untold(props: { readonly displayName: string; readonly passkeyName: string }) {
  return (
    <div className="mb-4">
      <Notice tone="warning" live="status" title={`Tell ${props.displayName}`}>
        <p>
          {props.passkeyName} was removed. No mail server is set up, so {props.displayName} has not
          heard of it.
        </p>
      </Notice>
    </div>
  );
}

function PasskeyList(props: {
  readonly passkeys: readonly AuthenticatorSummary[];
  readonly onRemove: ((passkey: AuthenticatorSummary) => void) | null;
}) {
  const { passkeys, onRemove } = props;
  return (
    <ul className="divide-line border-line divide-y border-y">
      {passkeys.map((passkey) => (
        <li key={passkey.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
          <PasskeyLines passkey={passkey} />
          {onRemove && (
            <Button
              size="small"
              icon={<Trash2 aria-hidden />}
              aria-label={`Remove ${passkey.name}`}
              onClick={() => {
                onRemove(passkey);
              }}
            >
              Remove
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function RemoveDialog(props: {
  readonly user: UserPasskeysProps['user'];
  readonly passkey: AuthenticatorSummary;
  readonly remove: UserPasskeysProps['remove'];
  readonly onRemoved: (removed: RemovedAuthenticator) => void;
  readonly onClose: () => void;
}) {
  const { user, passkey, remove, onRemoved, onClose } = props;
  const { ask, dialog } = useReauthentication();
  const { busy, error, run } = useActionRun();
  const confirm = async () => {
    const isGone = await run(
      passkey.id,
      async () => {
        const result = await remove({ userId: user.id, authenticatorId: passkey.id });
        if (result.data) onRemoved(result.data);
        return result;
      },
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
          person hears of it by mail; without a mail server you are asked to tell them.
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
