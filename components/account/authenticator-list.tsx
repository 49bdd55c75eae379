'use client';

import { KeyRound, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { registerPasskey, type CeremonyRefusal } from '@/components/shell/passkey-ceremony';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { FormError } from '@/components/ui/notice';
import { RelativeTime } from '@/components/ui/relative-time';
import type { AuthenticatorSummary } from '@/lib/schemas/users';
import type { Action } from '@/lib/shared/action-result';
import { RenameDialog } from './rename-dialog';

const paths = {
  options: '/api/webauthn/authenticators/options',
  verify: '/api/webauthn/authenticators/verify',
};

export interface AuthenticatorListProps {
  readonly authenticators: readonly AuthenticatorSummary[];
  readonly rename: Action<{ authenticatorId: string; name: string }>;
  readonly remove: Action<{ authenticatorId: string }>;
}

/** The person's own passkeys: add, rename, remove; one always stays. */
export function AuthenticatorList({ authenticators, rename, remove }: AuthenticatorListProps) {
  const { dialog, error, isAdding, add, removeOne } = useOwnPasskeys(remove);
  const [renaming, setRenaming] = useState<AuthenticatorSummary | null>(null);
  const [removing, setRemoving] = useState<AuthenticatorSummary | null>(null);
  return (
    <div className="flex flex-col gap-4">
      <FormError message={error} />
      <ul className="divide-line border-line divide-y border-y">
        {authenticators.map((passkey) => (
          <AuthenticatorRow
            key={passkey.id}
            passkey={passkey}
            canRemove={authenticators.length > 1}
            onRename={setRenaming}
            onRemove={setRemoving}
          />
        ))}
      </ul>
      <div>
        <Button icon={<Plus aria-hidden />} loading={isAdding} onClick={() => void add()}>
          Add passkey
        </Button>
      </div>
      <RenameDialog
        key={renaming?.id}
        passkey={renaming}
        rename={rename}
        onClose={() => {
          setRenaming(null);
        }}
      />
      <RemoveDialog
        passkey={removing}
        onClose={() => {
          setRemoving(null);
        }}
        onConfirm={(passkey) => {
          setRemoving(null);
          void removeOne(passkey);
        }}
      />
      {dialog}
    </div>
  );
}

/** Adding and removing; both ask for the passkey again when it was not used just now. */
function useOwnPasskeys(remove: AuthenticatorListProps['remove']) {
  const router = useRouter();
  const { ask, dialog } = useReauthentication();
  const [error, setError] = useState<string>();
  const [isAdding, setAdding] = useState(false);
  const settle = (refusal: CeremonyRefusal | undefined, again: () => void) => {
    if (refusal?.code === reauthenticationRequired) ask(again);
    else setError(refusal?.message);
  };
  const add = async () => {
    setAdding(true);
    const result = await registerPasskey({ paths });
    setAdding(false);
    settle(result.ok ? undefined : result.refusal, () => void add());
    if (result.ok) router.refresh();
  };
  const removeOne = async (passkey: AuthenticatorSummary) => {
    const result = await remove({ authenticatorId: passkey.id });
    settle(result.serverError, () => void removeOne(passkey));
  };
  return { dialog, error, isAdding, add, removeOne };
}

function RemoveDialog(props: {
  readonly passkey: AuthenticatorSummary | null;
  readonly onClose: () => void;
  readonly onConfirm: (passkey: AuthenticatorSummary) => void;
}) {
  const { passkey, onClose, onConfirm } = props;
  return (
    <ConfirmDialog
      open={passkey !== null}
      onClose={onClose}
      title={`Remove ${passkey?.name ?? ''}`}
      confirmLabel="Remove passkey"
      onConfirm={() => {
        if (passkey) onConfirm(passkey);
      }}
    >
      <p>
        This passkey cannot sign you in any more, and other sessions that began with it end. Delete
        it on the device as well, or it will still be offered there.
      </p>
    </ConfirmDialog>
  );
}

function AuthenticatorRow(props: {
  readonly passkey: AuthenticatorSummary;
  readonly canRemove: boolean;
  readonly onRename: (passkey: AuthenticatorSummary) => void;
  readonly onRemove: (passkey: AuthenticatorSummary) => void;
}) {
  const { passkey, canRemove, onRename, onRemove } = props;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
      <KeyRound aria-hidden className="text-ink-muted size-4 shrink-0" />
      <div className="min-w-0 flex-1 text-sm">
        <p className="font-medium [overflow-wrap:anywhere]">{passkey.name}</p>
        <p className="text-ink-muted text-xs">
          {passkey.isSynced ? 'May be synced between your devices' : 'Stays on its device'} · added{' '}
          <RelativeTime value={passkey.createdAt} /> · last used{' '}
          {passkey.lastUsedAt ? <RelativeTime value={passkey.lastUsedAt} /> : 'never'}
        </p>
      </div>
      <Button
        size="small"
        aria-label={`Rename ${passkey.name}`}
        onClick={() => {
          onRename(passkey);
        }}
      >
        Rename
      </Button>
      {canRemove && (
        <Button
          size="small"
          aria-label={`Remove ${passkey.name}`}
          onClick={() => {
            onRemove(passkey);
          }}
        >
          Remove
        </Button>
      )}
    </li>
  );
}
