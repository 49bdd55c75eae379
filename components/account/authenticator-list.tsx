'use client';

import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { FormError } from '@/components/ui/notice';
import { RelativeTime } from '@/components/ui/relative-time';
import type { OwnAuthenticator } from '@/lib/schemas/account';
import type { Action } from '@/lib/shared/action-result';
import { RenameDialog, type NamedPasskey } from './rename-dialog';
import { useAddPasskey } from './use-add-passkey';

export interface AuthenticatorListProps {
  readonly authenticators: readonly OwnAuthenticator[];
  readonly rename: Action<{ authenticatorId: string; name: string }>;
  readonly remove: Action<{ authenticatorId: string }>;
}

/** The person's own passkeys: add, rename, remove; one always stays. */
export function AuthenticatorList({ authenticators, rename, remove }: AuthenticatorListProps) {
  const naming = useNaming();
  const adding = useAddPasskey(naming.nameNew);
  const removal = useRemoval(remove);
  return (
    <div className="flex flex-col gap-4">
      <FormError message={adding.error ?? removal.error} />
      <ul className="divide-line border-line divide-y border-y">
        {authenticators.map((passkey) => (
          <AuthenticatorRow
            key={passkey.id}
            passkey={passkey}
            canRemove={authenticators.length > 1}
            onRename={naming.nameAgain}
            onRemove={removal.choose}
          />
        ))}
      </ul>
      <div>
        <Button
          icon={<Plus aria-hidden />}
          loading={adding.isAdding}
          onClick={() => void adding.add()}
        >
          Add passkey
        </Button>
      </div>
      <RenameDialog
        key={naming.passkey?.id}
        passkey={naming.passkey}
        isNew={naming.isNew}
        rename={rename}
        onClose={naming.close}
      />
      <RemoveDialog
        passkey={removal.chosen}
        onClose={removal.close}
        onConfirm={(passkey) => void removal.removeOne(passkey)}
      />
      {adding.dialog}
      {removal.dialog}
    </div>
  );
}

/** Which passkey gets a name now, and whether it was added just now. */
function useNaming() {
  const [passkey, setPasskey] = useState<NamedPasskey | null>(null);
  const [isNew, setNew] = useState(false);
  return {
    passkey,
    isNew,
    nameNew: (added: NamedPasskey) => {
      setNew(true);
      setPasskey(added);
    },
    nameAgain: (chosen: NamedPasskey) => {
      setNew(false);
      setPasskey(chosen);
    },
    close: () => {
      setPasskey(null);
    },
  };
}

/** Removing; asks for the passkey again when it was not used just now. */
function useRemoval(remove: AuthenticatorListProps['remove']) {
  const { ask, dialog } = useReauthentication();
  const [error, setError] = useState<string>();
  const [chosen, choose] = useState<OwnAuthenticator | null>(null);
  const close = () => {
    choose(null);
  };
  const removeOne = async (passkey: OwnAuthenticator) => {
    close();
    const result = await remove({ authenticatorId: passkey.id }).catch(() => noAnswer);
    const refusal = result.serverError;
    if (refusal?.code === reauthenticationRequired) ask(() => void removeOne(passkey));
    else setError(refusal?.message);
  };
  return { dialog, error, chosen, choose, close, removeOne };
}

const noAnswer = {
  serverError: {
    code: 'browser.no_answer',
    message: 'The server did not answer. Check the connection and try again.',
  },
};

function RemoveDialog(props: {
  readonly passkey: OwnAuthenticator | null;
  readonly onClose: () => void;
  readonly onConfirm: (passkey: OwnAuthenticator) => void;
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
  readonly passkey: OwnAuthenticator;
  readonly canRemove: boolean;
  readonly onRename: (passkey: OwnAuthenticator) => void;
  readonly onRemove: (passkey: OwnAuthenticator) => void;
}) {
  const { passkey, canRemove, onRename, onRemove } = props;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
      <KeyRound aria-hidden className="text-ink-muted size-4 shrink-0" />
      {/* On a phone it fills the line beside the key, and the buttons stand below. */}
      <div className="min-w-0 flex-1 basis-[calc(100%-2rem)] text-sm sm:basis-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium [overflow-wrap:anywhere]">{passkey.name}</span>
          {passkey.isCurrent && <Badge>Used for this session</Badge>}
        </p>
        <p className="text-ink-muted text-xs">
          {passkey.isSynced ? 'May be synced between your devices' : 'Stays on its device'} · added{' '}
          <RelativeTime value={passkey.createdAt} /> · <LastUse passkey={passkey} />
        </p>
      </div>
      <div className="ms-8 flex gap-4 sm:ms-0">
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
      </div>
    </li>
  );
}

/** A passkey that was only made has not signed anybody in again yet. */
function LastUse({ passkey }: { readonly passkey: OwnAuthenticator }) {
  if (passkey.lastUsedAt === null) return <>not used since</>;
  return (
    <>
      last used <RelativeTime value={passkey.lastUsedAt} />
    </>
  );
}
