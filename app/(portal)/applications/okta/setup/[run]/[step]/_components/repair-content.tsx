import { ApplyStep } from '@/components/okta/apply-step';
import { runStepPath } from '@/components/okta/paths';
import { RepairReview } from '@/components/okta/repair-review';
import type { Actor } from '@/lib/auth/actor';
import type { RollOutRunView, SetupRunView } from '@/lib/schemas/okta-run';
import { getRollOut } from '@/lib/services/okta/get-roll-out';
import { approveOverrideAction, confirmLoginDefaultAction, startUndoAction } from '../actions';

export interface RepairContentProps {
  readonly actor: Actor;
  readonly run: SetupRunView & { readonly rollOut: RollOutRunView };
}

/** The review of a run that puts back what others changed. */
export async function RepairContent({ actor, run }: RepairContentProps) {
  const { publicUrl } = await getRollOut(actor, run.id);
  if (run.plan === null) return <ApplyStep run={run} startUndo={startUndoAction} />;
  return (
    <RepairReview
      run={{ ...run, plan: run.plan }}
      pageUrl={`${publicUrl}${runStepPath(run.id, 'review')}`}
      confirmLoginDefault={confirmLoginDefaultAction}
      approveOverride={approveOverrideAction}
    />
  );
}
