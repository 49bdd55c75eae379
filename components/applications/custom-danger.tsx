'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { useActionRun } from '@/components/shell/use-action-run';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { FormError } from '@/components/ui/notice';
import { Section } from '@/components/ui/section';
import type { SetApplicationEnabledInput } from '@/lib/schemas/applications';
import type { Action } from '@/lib/shared/action-result';

export interface CustomDangerProps {
  readonly applicationId: string;
  readonly name: string;
  readonly isEnabled: boolean;
  readonly setEnabled: Action<SetApplicationEnabledInput>;
  readonly remove: Action<{ readonly applicationId: string }>;
}

type Act = 'switch' | 'delete';

/** Switching an application off and on again, and deleting it. */
export function CustomDanger(props: CustomDangerProps) {
  const { name, isEnabled } = props;
  const { open, setOpen, busy, error, act, dialog } = useDangerousActs(props);
  const common = { name, error, onClose: () => setOpen(undefined) };
  return (
    <Section
      id="danger"
      tone="danger"
      title="Danger zone"
      description="Switched off, nobody can sign in to it through AdminX, and everything stays as it is. Deleted, it is gone with the names people have there."
    >
      {open === undefined && <FormError message={error} />}
      <div className="flex flex-wrap gap-2">
        {isEnabled ? (
          <Button variant="danger" onClick={() => setOpen('switch')}>
            Switch off
          </Button>
        ) : (
          <Button loading={busy === 'switch'} onClick={() => void act('switch')}>
            Switch on
          </Button>
        )}
        <Button variant="danger" onClick={() => setOpen('delete')}>
          Delete application
        </Button>
      </div>
      <SwitchOffDialog
        {...common}
        isOpen={open === 'switch'}
        isBusy={busy === 'switch'}
        onConfirm={() => void act('switch')}
      />
      <DeleteDialog
        {...common}
        isOpen={open === 'delete'}
        isBusy={busy === 'delete'}
        onConfirm={() => void act('delete')}
      />
      {dialog}
    </Section>
  );
}

function useDangerousActs({ applicationId, isEnabled, setEnabled, remove }: CustomDangerProps) {
  const router = useRouter();
  const { busy, error, run } = useActionRun();
  const { ask, dialog } = useReauthentication();
  const [open, setOpen] = useState<Act>();
  const act = async (what: Act): Promise<void> => {
    const send = () =>
      what === 'delete'
        ? remove({ applicationId })
        : setEnabled({ applicationId, enabled: !isEnabled });
    const isDone = await run(what, send, ({ code }) => {
      if (code === reauthenticationRequired) ask(() => void act(what));
      return code === reauthenticationRequired;
    });
    if (!isDone) return;
    setOpen(undefined);
    if (what === 'delete') router.push('/applications');
  };
  return { open, setOpen, busy, error, act, dialog };
}

interface DialogProps {
  readonly name: string;
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly error: string | undefined;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

function SwitchOffDialog({ name, isOpen, isBusy, error, onClose, onConfirm }: DialogProps) {
  return (
    <ConfirmDialog
      open={isOpen}
      title={`Switch off ${name}?`}
      confirmLabel="Switch off"
      nameToType={name}
      loading={isBusy}
      error={error}
      onClose={onClose}
      onConfirm={onConfirm}
    >
      <p>From then on nobody can sign in to {name} through AdminX, until it is switched on.</p>
      <p>Sessions in the application itself go on as long as it lets them.</p>
    </ConfirmDialog>
  );
}

function DeleteDialog({ name, isOpen, isBusy, error, onClose, onConfirm }: DialogProps) {
  return (
    <ConfirmDialog
      open={isOpen}
      title={`Delete ${name}?`}
      confirmLabel="Delete application"
      nameToType={name}
      loading={isBusy}
      error={error}
      onClose={onClose}
      onConfirm={onConfirm}
    >
      <p>
        Its settings, attributes, access, waiting sign-ins and the persistent names of people are
        deleted. Added again, people get other persistent names.
      </p>
      <p>Events and traces stay. Sessions in the application itself are not ended.</p>
    </ConfirmDialog>
  );
}
