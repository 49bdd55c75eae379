'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Notice } from '@/components/ui/notice';
import type { SetupPlan, SetupRunView } from '@/lib/schemas/okta-run';
import { runStepPath } from './paths';
import { PlanSteps } from './plan-steps';
import { TokenForm } from './token-form';
import { useWizard } from './wizard-context';

export interface UndoReviewProps {
  readonly run: SetupRunView & { readonly plan: SetupPlan };
}

/** Review of a removal: what goes, what stays, and the button that asks once more by name. */
export function UndoReview({ run }: UndoReviewProps) {
  return (
    <div className="flex flex-col gap-8">
      <Notice title="Who signs in where afterwards">
        <p>{run.plan.notRouted}</p>
      </Notice>
      <div className="flex flex-col gap-3">
        <h3 className="text-sm font-semibold">What happens, in this order</h3>
        <PlanSteps plan={run.plan} />
      </div>
      <Notice title="If a step fails">
        <p>
          What is removed stays removed, and the rest is named. Another removal with a new token
          goes on from there. The token is revoked in every case.
        </p>
      </Notice>
      <BeginRemoval run={run} />
    </div>
  );
}

function BeginRemoval({ run }: UndoReviewProps) {
  const { tokenFor, holdToken, startApply } = useWizard();
  const router = useRouter();
  const [isAsking, setIsAsking] = useState(false);
  const token = tokenFor(run.id);
  const isStep = run.kind === 'STEP_BACK';
  const begin = (withToken: string) => {
    startApply(run.id, run.plan.hash, withToken);
    router.push(runStepPath(run.id, 'apply'));
  };
  if (token === null) {
    return (
      <div className="flex flex-col gap-4">
        <Notice tone="warning" title="This tab no longer holds the token">
          <p>The page was loaded again. Paste a token once more to go on.</p>
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
      <Button variant="danger" onClick={() => setIsAsking(true)}>
        {isStep ? 'Take this step back' : 'Remove from Okta'}
      </Button>
      <ButtonLink href={runStepPath(run.id, 'check')}>Back</ButtonLink>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title={isStep ? 'Take this step back?' : `Remove AdminX from ${run.org.name}?`}
        confirmLabel={isStep ? 'Take this step back' : 'Remove from Okta'}
        nameToType={run.org.host}
        onConfirm={() => begin(token)}
      >
        <p>{run.plan.notRouted}</p>
        {!isStep && (
          <p>Connecting again later makes new objects, with a new audience and a new address.</p>
        )}
      </ConfirmDialog>
    </div>
  );
}
