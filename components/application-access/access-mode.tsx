'use client';

import { Globe, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { reauthenticationRequired, useReauthentication } from '@/components/shell/reauthentication';
import { useActionRun } from '@/components/shell/use-action-run';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { AccessLoss, AccessSummary, SetAccessInput } from '@/lib/schemas/application-access';
import type { Action } from '@/lib/shared/action-result';
import { AccessLossNotice } from './access-loss';
import { useAnswer } from '@/components/shell/use-answer';

export interface AccessModeProps {
  readonly summary: AccessSummary;
  readonly setAccess: Action<SetAccessInput>;
  readonly preview: Action<{ applicationId: string }, AccessLoss>;
}

/** Opens the application to everybody or to the chosen only, after saying who loses access. */
export function AccessMode({ summary, setAccess, preview }: AccessModeProps) {
  const { applicationId, applicationName: name, access } = summary;
  const isForEveryone = access === 'EVERYONE';
  const { ask, dialog } = useReauthentication();
  const { busy, error, run } = useActionRun();
  const [isOpen, setOpen] = useState(false);
  const loss = useAnswer(isOpen && isForEveryone ? 'all' : null, () => preview({ applicationId }));
  const change = async () => {
    const wanted = isForEveryone ? 'CHOSEN' : 'EVERYONE';
    const again = ({ code }: { readonly code: string }) => {
      if (code !== reauthenticationRequired) return false;
      ask(() => void change());
      return true;
    };
    const action = () => setAccess({ applicationId, access: wanted });
    if (!(await run('access', action, again))) return;
    setOpen(false);
    announce(`${name} is open to ${isForEveryone ? 'the chosen only' : 'everyone'}`);
  };
  const texts = isForEveryone ? limitTexts : openTexts;
  return (
    <div className="flex flex-col items-start gap-3">
      <Button icon={texts.icon} onClick={() => setOpen(true)}>
        {texts.button}
      </Button>
      <ConfirmDialog
        open={isOpen}
        onClose={() => setOpen(false)}
        title={texts.title(name)}
        confirmLabel={texts.confirm}
        tone={texts.tone}
        loading={busy !== undefined || (isForEveryone && loss.state === 'loading')}
        error={error}
        onConfirm={() => void change()}
      >
        {isForEveryone ? <AccessLossNotice name={name} loss={loss} /> : <OpenToAll name={name} />}
      </ConfirmDialog>
      {dialog}
    </div>
  );
}

const limitTexts = {
  icon: <UsersRound aria-hidden />,
  button: 'Limit to chosen groups and people',
  title: (name: string) => `Limit ${name} to the chosen?`,
  confirm: 'Limit access',
  tone: 'danger',
} as const;

const openTexts = {
  icon: <Globe aria-hidden />,
  button: 'Open to everyone',
  title: (name: string) => `Open ${name} to everyone?`,
  confirm: 'Open to everyone',
  tone: 'primary',
} as const;

function OpenToAll({ name }: { readonly name: string }) {
  return (
    <p>
      Everybody who can sign in may then open {name}. The chosen groups and people are kept for
      later.
    </p>
  );
}
