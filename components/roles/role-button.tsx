'use client';

import { useState } from 'react';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { useActionRun } from '@/components/shell/use-action-run';
import { Button } from '@/components/ui/button';
import { ChoiceGroup, Radio } from '@/components/ui/choice';
import { Dialog } from '@/components/ui/dialog';
import { FormError, Notice } from '@/components/ui/notice';
import {
  roleDescriptions,
  roleLabels,
  type RoleHolder,
  type RoleName,
  type SetRoleInput,
} from '@/lib/schemas/roles';
import type { Action } from '@/lib/shared/action-result';

type Person = Pick<RoleHolder, 'id' | 'displayName' | 'login' | 'role' | 'isEnrolled'>;

export interface RoleButtonProps {
  readonly person: Person;
  readonly setRole: Action<SetRoleInput>;
  readonly size?: 'small' | undefined;
}

const offered = ['OWNER', 'ADMIN', 'SUPPORT', 'AUDITOR', 'NONE'] as const;

/** Gives a person a role or takes it, after the passkey was used again. */
export function RoleButton({ person, setRole, size }: RoleButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const label = person.role === 'NONE' ? 'Give a role' : 'Change role';
  return (
    <>
      <Button
        size={size}
        aria-label={`${label}: ${person.displayName}`}
        onClick={() => {
          setOpen(true);
        }}
      >
        {label}
      </Button>
      {isOpen && (
        <RoleDialog
          person={person}
          setRole={setRole}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

interface RoleDialogProps extends RoleButtonProps {
  readonly onClose: () => void;
}

function RoleDialog({ person, setRole, onClose }: RoleDialogProps) {
  const [role, choose] = useState<RoleName>(person.role);
  const change = useRoleChange(async () => setRole({ userId: person.id, role }), onClose);
  return (
    <>
      <Dialog
        open
        onClose={onClose}
        title={`Role of ${person.displayName}`}
        description={person.login}
        footer={
          <>
            <Button onClick={onClose}>Keep as it is</Button>
            <Button
              variant="primary"
              disabled={role === person.role}
              loading={change.isBusy}
              onClick={change.save}
            >
              {verb(person.role, role)}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <RoleChoice role={role} choose={choose} />
          <Consequence person={person} role={role} />
          <FormError message={change.error} />
        </div>
      </Dialog>
      {change.dialog}
    </>
  );
}

/** Saves, and asks for the passkey in between when it was used too long ago. */
function useRoleChange(setRole: () => ReturnType<RoleButtonProps['setRole']>, onDone: () => void) {
  const { busy, error, run } = useActionRun();
  const reauthentication = useReauthentication();
  const save = async () => {
    const isDone = await run('role', setRole, ({ code }) => {
      if (code !== reauthenticationRequired) return false;
      reauthentication.ask(() => void save());
      return true;
    });
    if (isDone) onDone();
  };
  return {
    isBusy: busy !== undefined,
    error,
    save: () => void save(),
    dialog: reauthentication.dialog,
  };
}

function RoleChoice(props: { readonly role: RoleName; readonly choose: (role: RoleName) => void }) {
  return (
    <ChoiceGroup legend="Role">
      {offered.map((value) => (
        <Radio
          key={value}
          name="role"
          label={roleLabels[value]}
          help={roleDescriptions[value]}
          checked={props.role === value}
          onChange={() => {
            props.choose(value);
          }}
        />
      ))}
    </ChoiceGroup>
  );
}

function verb(before: RoleName, after: RoleName): string {
  if (after === before) return 'Change role';
  return after === 'NONE' ? 'Take the role away' : `Make ${roleLabels[after].toLowerCase()}`;
}

function Consequence({ person, role }: { readonly person: Person; readonly role: RoleName }) {
  if (role === person.role) return null;
  if (role === 'NONE') {
    return <Notice tone="warning">The portal closes for {person.displayName} at once.</Notice>;
  }
  if (!person.isEnrolled) {
    return (
      <Notice tone="warning">
        {person.displayName} has no passkey yet. The role works from the day there is one.
      </Notice>
    );
  }
  return null;
}
