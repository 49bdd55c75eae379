'use client';

import { Send } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { CopyableValue } from '@/components/ui/copyable-value';
import { Dialog } from '@/components/ui/dialog';
import { FormError, Notice } from '@/components/ui/notice';
import type { NewInvitation } from '@/lib/schemas/users';
import type { Action } from '@/lib/shared/action-result';

export interface InviteButtonProps {
  readonly userId: string;
  readonly firstName: string;
  /** Somebody was invited before: the old link stops working. */
  readonly isAgain: boolean;
  readonly invite: Action<{ userId: string }, NewInvitation>;
}

/** Makes an invitation and shows its link, this once. */
export function InviteButton({ userId, firstName, isAgain, invite }: InviteButtonProps) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [invitation, setInvitation] = useState<NewInvitation | null>(null);
  const [isOpen, setOpen] = useState(false);
  const send = async () => {
    setBusy(true);
    const result = await invite({ userId }).catch(() => null);
    setBusy(false);
    setError(result?.data ? undefined : (result?.serverError?.message ?? noAnswer));
    setInvitation(result?.data ?? null);
    setOpen(true);
  };
  return (
    <>
      <Button
        variant={isAgain ? 'secondary' : 'primary'}
        loading={isBusy}
        icon={<Send aria-hidden />}
        onClick={() => void send()}
      >
        {isAgain ? 'Invite again' : 'Invite'}
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => {
          setOpen(false);
          setInvitation(null);
        }}
        title={`Invitation for ${firstName}`}
        footer={
          <Button
            onClick={() => {
              setOpen(false);
              setInvitation(null);
            }}
          >
            Done
          </Button>
        }
      >
        <FormError message={error} />
        {invitation && <InvitationLink invitation={invitation} firstName={firstName} />}
      </Dialog>
    </>
  );
}

const noAnswer = 'The server did not answer. Check the connection and try again.';

function InvitationLink(props: { readonly invitation: NewInvitation; readonly firstName: string }) {
  const { invitation, firstName } = props;
  const until = new Date(invitation.expiresAt).toLocaleString('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return (
    <div className="flex flex-col gap-3">
      {invitation.mailedTo === null ? (
        <Notice tone="neutral">No mail server is set up, so hand over the link yourself.</Notice>
      ) : (
        <Notice tone="good">The link is on its way to {invitation.mailedTo}.</Notice>
      )}
      <p>
        Give this link to {firstName} and to nobody else: whoever uses it first creates the passkey.
        It works once, until {until}, and is not shown again.
      </p>
      <div className="rounded-control border-line border px-3 py-1">
        <CopyableValue value={invitation.url} what="invitation link" />
      </div>
    </div>
  );
}
