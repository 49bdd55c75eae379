'use client';

import { useRouter } from 'next/navigation';
import { Button, ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { RollOutRunView, SetupPlan, SetupRunView } from '@/lib/schemas/okta-run';
import { runStepPath, type RunStep } from './paths';
import { TokenForm } from './token-form';
import { useWizard } from './wizard-context';

export interface BeginRunProps {
  readonly run: SetupRunView & { readonly plan: SetupPlan; readonly rollOut: RollOutRunView };
  /** Whether the guard against lock-out would let it pass now. */
  readonly mayApply: boolean;
  readonly label: string;
  /** The step that *Back* leads to. */
  readonly back: RunStep;
}

/** The end of a review that a guard stands before: why it cannot begin yet, the token, the button. */
export function BeginRun({ run, mayApply, label, back }: BeginRunProps) {
  const { tokenFor, holdToken, startApply } = useWizard();
  const router = useRouter();
  const token = tokenFor(run.id);
  if (!mayApply && run.rollOut.override !== null) {
    return (
      <Notice title="Somebody else applies it">
        <p>Who approved a plan does not apply it as well: {run.createdBy} can go on now.</p>
      </Notice>
    );
  }
  if (!mayApply) {
    return (
      <div className="flex flex-col items-start gap-4">
        <Notice tone="warning" title="This cannot be applied yet" live="status">
          <p>The guard above names what is missing. Nothing in Okta has changed.</p>
        </Notice>
        <ButtonLink href={runStepPath(run.id, back)}>Back</ButtonLink>
      </div>
    );
  }
  if (token === null) {
    return (
      <div className="flex flex-col gap-4">
        <Notice tone="warning" title="This tab does not hold the token">
          <p>Paste a token once more to apply the plan.</p>
        </Notice>
        <TokenForm
          organisation={run.org}
          submitLabel="Go on"
          onToken={(typed) => holdToken({ runId: run.id, token: typed })}
        />
      </div>
    );
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        variant="primary"
        onClick={() => {
          startApply(run.id, run.plan.hash, token);
          router.push(runStepPath(run.id, 'apply'));
        }}
      >
        {label}
      </Button>
      <ButtonLink href={runStepPath(run.id, back)}>Back</ButtonLink>
    </div>
  );
}
