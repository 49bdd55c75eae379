'use client';

import type { ReactNode } from 'react';
import { useActionRun } from '@/components/shell/use-action-run';
import { useAnswer } from '@/components/shell/use-answer';
import { announce } from '@/components/ui/announce';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { AccessLoss, AccessSummary, GrantsInput } from '@/lib/schemas/application-access';
import type { Action } from '@/lib/shared/action-result';
import { AccessLossNotice } from './access-loss';

/** The actions that take groups and people out of the choice. */
export interface TakeActions {
  readonly take: Action<GrantsInput, { count: number }>;
  readonly preview: Action<GrantsInput, AccessLoss>;
}

export interface TakeDialogProps extends TakeActions {
  readonly summary: AccessSummary;
  readonly taken: Pick<GrantsInput, 'groupIds' | 'userIds'>;
  /** What is taken, by name or number. */
  readonly what: string;
  readonly confirmLabel: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** After it was taken. */
  readonly onTaken?: () => void;
  readonly children?: ReactNode;
}

/** Takes groups and people out of the choice, after saying who loses access. */
export function TakeDialog(props: TakeDialogProps) {
  const { summary, taken, what, confirmLabel, isOpen, onClose, onTaken, take, preview } = props;
  const { applicationId, applicationName } = summary;
  const { busy, error, run } = useActionRun();
  const grants = { applicationId, ...taken };
  const loss = useAnswer(isOpen ? JSON.stringify(taken) : null, () => preview(grants));
  const confirm = async () => {
    if (!(await run('take', () => take(grants)))) return;
    onClose();
    onTaken?.();
    announce(`${what} removed from ${applicationName}`);
  };
  return (
    <ConfirmDialog
      open={isOpen}
      onClose={onClose}
      title={`Remove ${what} from ${applicationName}?`}
      confirmLabel={confirmLabel}
      loading={busy !== undefined || loss.state === 'loading'}
      error={error}
      onConfirm={() => void confirm()}
    >
      {props.children}
      <AccessLossNotice name={applicationName} loss={loss} />
      {summary.access === 'EVERYONE' && (
        <p>Everybody may open {applicationName} now; this counts once it is limited again.</p>
      )}
    </ConfirmDialog>
  );
}
