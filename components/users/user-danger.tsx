'use client';

import { useState } from 'react';
import { useActionRun } from '@/components/shell/use-action-run';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { FormError } from '@/components/ui/notice';
import type { UserDetails } from '@/lib/schemas/users';
import type { Action } from '@/lib/shared/action-result';

type Person = Pick<UserDetails, 'id' | 'displayName' | 'login' | 'state'>;

export interface UserDangerProps {
  readonly user: Person;
  readonly disable: Action<{ userId: string }>;
  readonly enable: Action<{ userId: string }>;
}

/** Disables a person after a confirmation by login, or enables one again. */
export function UserDanger({ user, disable, enable }: UserDangerProps) {
  if (user.state === 'disabled') return <Enable user={user} enable={enable} />;
  return <Disable user={user} disable={disable} />;
}

function Enable({ user, enable }: Pick<UserDangerProps, 'user' | 'enable'>) {
  const { busy, error, run } = useActionRun();
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-sm">{user.displayName} cannot sign in. Passkeys were kept.</p>
      <FormError message={error} />
      <Button
        loading={busy !== undefined}
        onClick={() => void run('enable', () => enable({ userId: user.id }))}
      >
        Enable {user.displayName}
      </Button>
    </div>
  );
}

function Disable({ user, disable }: Pick<UserDangerProps, 'user' | 'disable'>) {
  const { busy, error, run } = useActionRun();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-sm">
        A disabled person is signed out everywhere and cannot sign in. It can be undone.
      </p>
      <Button
        variant="danger"
        onClick={() => {
          setOpen(true);
        }}
      >
        Disable {user.displayName}
      </Button>
      <ConfirmDialog
        open={isOpen}
        onClose={() => {
          setOpen(false);
        }}
        title={`Disable ${user.displayName}`}
        confirmLabel={`Disable ${user.displayName}`}
        nameToType={user.login}
        loading={busy !== undefined}
        error={error}
        onConfirm={() => void run('disable', () => disable({ userId: user.id }))}
      >
        <p>
          All sessions of {user.displayName} end at once, and an open invitation stops working.
          Passkeys are kept, so that enabling the account brings everything back.
        </p>
      </ConfirmDialog>
    </div>
  );
}
