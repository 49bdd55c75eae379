'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useActionRun } from '@/components/shell/use-action-run';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { FormError } from '@/components/ui/notice';
import type { UserDetails } from '@/lib/schemas/users';
import type { Action } from '@/lib/shared/action-result';

type Person = Pick<UserDetails, 'id' | 'displayName' | 'login' | 'state'>;
type Act = Action<{ userId: string }>;

export interface UserDangerProps {
  readonly user: Person;
  readonly canDisable: boolean;
  readonly canDelete: boolean;
  readonly disable: Act;
  readonly enable: Act;
  readonly remove: Act;
}

/** Disables, enables or deletes a person; what takes something away asks for the login first. */
export function UserDanger(props: UserDangerProps) {
  const { user, canDisable, canDelete, disable, enable, remove } = props;
  return (
    <div className="flex flex-col gap-6">
      {canDisable && user.state === 'disabled' && <Enable user={user} enable={enable} />}
      {canDisable && user.state !== 'disabled' && <Disable user={user} disable={disable} />}
      {canDelete && <Delete user={user} remove={remove} />}
    </div>
  );
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

function Delete({ user, remove }: Pick<UserDangerProps, 'user' | 'remove'>) {
  const router = useRouter();
  const { busy, error, run } = useActionRun();
  const [isOpen, setOpen] = useState(false);
  const confirm = async () => {
    if (await run('delete', () => remove({ userId: user.id }))) router.push('/users');
  };
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-sm">
        A deleted person is gone with passkeys and sessions. It cannot be undone; disabling can.
      </p>
      <Button
        variant="danger"
        onClick={() => {
          setOpen(true);
        }}
      >
        Delete {user.displayName}
      </Button>
      <ConfirmDialog
        open={isOpen}
        onClose={() => {
          setOpen(false);
        }}
        title={`Delete ${user.displayName}`}
        confirmLabel={`Delete ${user.displayName}`}
        nameToType={user.login}
        loading={busy !== undefined}
        error={error}
        onConfirm={() => void confirm()}
      >
        <p>
          All sessions of {user.displayName} end at once; passkeys and invitations go with the
          person. What {user.displayName} did stays in the reports.
        </p>
      </ConfirmDialog>
    </div>
  );
}
