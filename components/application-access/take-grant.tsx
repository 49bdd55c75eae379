'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { useActionRun } from '@/components/shell/use-action-run';
import { announce } from '@/components/ui/announce';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { AccessLoss, AccessSummary, GrantsInput } from '@/lib/schemas/application-access';
import type { Action } from '@/lib/shared/action-result';
import { AccessLossNotice } from './access-loss';
import { useAnswer } from '@/components/shell/use-answer';

/** The actions that take groups and people out of the choice. */
export interface TakeActions {
  readonly take: Action<GrantsInput, { count: number }>;
  readonly preview: Action<GrantsInput, AccessLoss>;
}

export interface TakeGrantProps extends TakeActions {
  readonly summary: AccessSummary;
  readonly kind: 'group' | 'person';
  readonly id: string;
  readonly name: string;
}

/** Takes one group or person out of the choice, after saying who loses access. */
export function TakeGrant({ summary, kind, id, name, take, preview }: TakeGrantProps) {
  const { applicationId, applicationName } = summary;
  const { busy, error, run } = useActionRun();
  const [isOpen, setOpen] = useState(false);
  const grants = {
    applicationId,
    groupIds: kind === 'group' ? [id] : [],
    userIds: kind === 'person' ? [id] : [],
  };
  const loss = useAnswer(isOpen ? id : null, () => preview(grants));
  const confirm = async () => {
    if (!(await run('take', () => take(grants)))) return;
    setOpen(false);
    announce(`${name} removed from ${applicationName}`);
  };
  return (
    <>
      <Button
        size="small"
        variant="quiet"
        icon={<X aria-hidden />}
        aria-label={`Remove ${name}`}
        onClick={() => {
          setOpen(true);
        }}
      >
        Remove
      </Button>
      <ConfirmDialog
        open={isOpen}
        onClose={() => {
          setOpen(false);
        }}
        title={`Remove ${name} from ${applicationName}?`}
        confirmLabel={kind === 'group' ? 'Remove group' : 'Remove person'}
        loading={busy !== undefined || loss.state === 'loading'}
        error={error}
        onConfirm={() => void confirm()}
      >
        <AccessLossNotice name={applicationName} loss={loss} />
        {summary.access === 'EVERYONE' && (
          <p>Everybody may open {applicationName} now; this counts once it is limited again.</p>
        )}
      </ConfirmDialog>
    </>
  );
}
