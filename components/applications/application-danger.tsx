'use client';

import { useState, useTransition, type ReactNode } from 'react';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { FormError } from '@/components/ui/notice';
import { Section } from '@/components/ui/section';
import type { SetApplicationEnabledInput } from '@/lib/schemas/applications';

/** The part of a server action's answer this reads. */
export interface SwitchAnswer {
  readonly serverError?: { readonly code: string; readonly message: string } | undefined;
}

export interface ApplicationDangerProps {
  readonly applicationId: string;
  readonly name: string;
  readonly isEnabled: boolean;
  readonly setEnabled: (input: SetApplicationEnabledInput) => Promise<SwitchAnswer | undefined>;
}

/** Switching an application off and on again. */
export function ApplicationDanger(props: ApplicationDangerProps) {
  const { applicationId, name, isEnabled, setEnabled } = props;
  const { ask, dialog } = useReauthentication();
  const [isOpen, setIsOpen] = useState(false);
  const [error, setError] = useState<string>();
  const [isWorking, startWork] = useTransition();
  const run = () => {
    startWork(async () => {
      const problem = (await setEnabled({ applicationId, enabled: !isEnabled }))?.serverError;
      const needsPasskey = problem?.code === reauthenticationRequired;
      if (needsPasskey) ask(run);
      setError(needsPasskey ? undefined : problem?.message);
      if (problem === undefined) setIsOpen(false);
    });
  };
  if (!isEnabled) {
    return (
      <SwitchedOff error={error} isWorking={isWorking} onSwitchOn={run}>
        {dialog}
      </SwitchedOff>
    );
  }
  return (
    <Section
      id="danger"
      tone="danger"
      title="Danger zone"
      description="Switched off, AdminX refuses everybody who is routed here. The rule in Okta stays, so those people cannot sign in to Okta until the rule is deactivated or this is switched on again."
    >
      <Button variant="danger" onClick={() => setIsOpen(true)}>
        Switch off
      </Button>
      <SwitchOffDialog
        name={name}
        isOpen={isOpen}
        isWorking={isWorking}
        error={error}
        onClose={() => setIsOpen(false)}
        onConfirm={run}
      />
      {dialog}
    </Section>
  );
}

interface SwitchedOffProps {
  readonly error: string | undefined;
  readonly isWorking: boolean;
  readonly onSwitchOn: () => void;
  readonly children: ReactNode;
}

function SwitchedOff({ error, isWorking, onSwitchOn, children }: SwitchedOffProps) {
  return (
    <Section
      id="danger"
      title="Switched off"
      description="Everybody who is routed here is refused. The rule in Okta is still active."
    >
      <FormError message={error} />
      <Button variant="primary" loading={isWorking} onClick={onSwitchOn}>
        Switch on
      </Button>
      {children}
    </Section>
  );
}

interface SwitchOffDialogProps {
  readonly name: string;
  readonly isOpen: boolean;
  readonly isWorking: boolean;
  readonly error: string | undefined;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

function SwitchOffDialog(props: SwitchOffDialogProps) {
  return (
    <ConfirmDialog
      open={props.isOpen}
      onClose={props.onClose}
      title={`Switch off ${props.name}?`}
      confirmLabel="Switch off"
      nameToType={props.name}
      loading={props.isWorking}
      error={props.error}
      onConfirm={props.onConfirm}
    >
      <p>From then on nobody can sign in to {props.name} through AdminX.</p>
      <p>People who are routed can still use /login/default of Okta, if they have a password.</p>
    </ConfirmDialog>
  );
}
