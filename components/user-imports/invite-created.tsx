'use client';

import { Send } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { FormError, Notice } from '@/components/ui/notice';
import type { ImportDetails, InviteStep } from '@/lib/schemas/user-imports';
import type { Action } from '@/lib/shared/action-result';
import { useInvitations } from './use-invitations';

export interface InviteCreatedProps {
  readonly of: ImportDetails;
  readonly canMail: boolean;
  readonly invite: Action<{ importId: string; after: number }, InviteStep>;
}

/** People an import created wait for an invitation: offers to mail them all one. */
export function InviteCreated({ of, canMail, invite }: InviteCreatedProps) {
  const invitations = useInvitations(invite, of.id);
  const count = of.uninvitedCount;
  if (count === 0) return null;
  const who = count === 1 ? '1 person' : `${count.toLocaleString('en')} people`;
  const verb = count === 1 ? 'has' : 'have';
  return (
    <Notice
      title={`${who} of this import ${verb} neither a passkey nor an invitation`}
      actions={
        canMail ? (
          <Button
            size="small"
            icon={<Send aria-hidden />}
            loading={invitations.isBusy}
            onClick={() => void invitations.run()}
          >
            {invitations.isBusy
              ? `Invited ${invitations.invited.toLocaleString('en')}`
              : `Invite ${who}`}
          </Button>
        ) : undefined
      }
    >
      {canMail
        ? 'They cannot sign in yet. An invitation goes to each by mail.'
        : 'They cannot sign in yet. No mail server is set up, so make their links in the list of people.'}
      <FormError message={invitations.error} />
    </Notice>
  );
}
