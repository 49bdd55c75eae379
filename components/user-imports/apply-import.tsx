'use client';

import { Check, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useActionRun } from '@/components/shell/use-action-run';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { FormError, Notice } from '@/components/ui/notice';
import type { ImportDetails, ImportStep, InviteStep } from '@/lib/schemas/user-imports';
import type { Action } from '@/lib/shared/action-result';
import { StepProgress } from './step-progress';
import { useInvitations } from './use-invitations';
import { useSteps } from './use-steps';

export interface ApplyImportProps {
  readonly of: ImportDetails;
  /** Invitations can be mailed. */
  readonly canMail: boolean;
  readonly apply: Action<{ importId: string }, ImportStep>;
  readonly invite: Action<{ importId: string; after: number }, InviteStep>;
  readonly discard: Action<{ importId: string }>;
}

/** Applies a preview, or goes on where applying stopped; or throws the preview away. */
export function ApplyImport(props: ApplyImportProps) {
  const { of, discard } = props;
  const isBegun = of.status === 'APPLYING';
  if (of.progress.WAITING === 0 && !isBegun) return <NothingToApply of={of} discard={discard} />;
  return <ApplyForm {...props} isBegun={isBegun} />;
}

function ApplyForm(props: ApplyImportProps & { readonly isBegun: boolean }) {
  const { of, canMail, apply, invite, discard, isBegun } = props;
  const steps = useSteps(apply, of.id, 'The import is applied');
  const invitations = useInvitations(invite, of.id);
  const [isOpen, setOpen] = useState(false);
  const [isInviting, setInviting] = useState(false);
  const count = of.progress.WAITING;
  const what = count === 1 ? '1 change' : `${count.toLocaleString('en')} changes`;
  const label = `${isBegun ? 'Go on with' : 'Apply'} ${what}`;
  const run = async () => {
    setOpen(false);
    await steps.run(isInviting ? invitations.run : undefined);
  };
  return (
    <div className="flex flex-col gap-3">
      {isBegun && !steps.isBusy && <Interrupted what={what} />}
      {steps.isBusy && (
        <StepProgress label="Applying" {...(steps.step ?? { done: 0, total: count })} />
      )}
      <InviteProgress invitations={invitations} />
      <FormError message={steps.error} />
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          icon={<Check aria-hidden />}
          loading={steps.isBusy}
          onClick={() => {
            setOpen(true);
          }}
        >
          {label}
        </Button>
        {!isBegun && !steps.isBusy && <Discard of={of} discard={discard} />}
      </div>
      <ConfirmDialog
        open={isOpen}
        onClose={() => {
          setOpen(false);
        }}
        title={label}
        tone="primary"
        confirmLabel={label}
        onConfirm={() => void run()}
      >
        <ApplyQuestion of={of} canMail={canMail} isInviting={isInviting} onInviting={setInviting} />
      </ConfirmDialog>
    </div>
  );
}

function Interrupted({ what }: { readonly what: string }) {
  return (
    <Notice tone="warning" title="Applying stopped in the middle">
      What was applied is kept. Going on applies the {what} that are left.
    </Notice>
  );
}

function ApplyQuestion(props: {
  readonly of: ImportDetails;
  readonly canMail: boolean;
  readonly isInviting: boolean;
  readonly onInviting: (isInviting: boolean) => void;
}) {
  const { of, canMail, isInviting, onInviting } = props;
  return (
    <>
      <p>
        Every line is checked once more first. Whoever changed since the preview is left as they are
        and reported. The import can be undone afterwards.
      </p>
      {of.createCount > 0 && canMail && (
        <label className="flex items-start gap-2.5">
          <input
            type="checkbox"
            checked={isInviting}
            onChange={(event) => {
              onInviting(event.target.checked);
            }}
            className="accent-accent-solid mt-[3px] size-4 shrink-0"
          />
          <span>Mail an invitation to everybody this import creates</span>
        </label>
      )}
      {of.createCount > 0 && !canMail && (
        <p className="text-ink-muted">
          New people are not invited: no mail server is set up. Their links are made in the list of
          people.
        </p>
      )}
    </>
  );
}

function NothingToApply({ of, discard }: Pick<ApplyImportProps, 'of' | 'discard'>) {
  return (
    <Notice title="There is nothing to apply" actions={<Discard of={of} discard={discard} />}>
      {of.refusedCount === 0
        ? 'Everybody in the file is here already, just like this.'
        : 'No line of the file would change anything. Mend the refused lines and upload it again.'}
    </Notice>
  );
}

function Discard({ of, discard }: Pick<ApplyImportProps, 'of' | 'discard'>) {
  const router = useRouter();
  const { busy, error, run } = useActionRun();
  const remove = async () => {
    if (await run('discard', () => discard({ importId: of.id }))) router.push('/users/import');
  };
  return (
    <>
      <Button
        icon={<Trash2 aria-hidden />}
        loading={busy !== undefined}
        onClick={() => void remove()}
      >
        Discard preview
      </Button>
      <FormError message={error} />
    </>
  );
}

function InviteProgress({
  invitations,
}: {
  readonly invitations: ReturnType<typeof useInvitations>;
}) {
  return (
    <>
      {invitations.isBusy && (
        <p role="status" className="text-sm">
          Inviting people: {invitations.invited.toLocaleString('en')} so far
        </p>
      )}
      <FormError message={invitations.error} />
    </>
  );
}
