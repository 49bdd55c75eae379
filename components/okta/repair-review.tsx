'use client';

import { Notice } from '@/components/ui/notice';
import type { RollOutRunView, SetupPlan, SetupRunView } from '@/lib/schemas/okta-run';
import { BeginRun } from './begin-run';
import { GuardList } from './guard-list';
import { Override, type ApproveOverride } from './override-form';
import { PlanSteps } from './plan-steps';
import { Reach } from './roll-out-reach';
import { useFreshGuard } from './use-fresh-guard';
import { WayBackCheck, type ConfirmLoginDefault } from './way-back-check';

export interface RepairReviewProps {
  readonly run: SetupRunView & { readonly plan: SetupPlan; readonly rollOut: RollOutRunView };
  readonly pageUrl: string;
  readonly confirmLoginDefault: ConfirmLoginDefault;
  readonly approveOverride: ApproveOverride;
}

/**
 * Review of a repair: who is routed afterwards, the guard where people beyond the test person are
 * routed again, every difference and request, and the button.
 */
export function RepairReview(props: RepairReviewProps) {
  const { run } = props;
  const { plan, rollOut } = run;
  const isGuarded = rollOut.guard.length > 0;
  const mayApply = !isGuarded || rollOut.mayApply;
  useFreshGuard(run.isMine && !mayApply);
  return (
    <div className="flex flex-col gap-8">
      <section className="flex flex-col gap-3 [overflow-wrap:anywhere]">
        <h3 className="text-sm font-semibold">Who signs in where afterwards</h3>
        <p className="text-sm">
          Sent to AdminX: {plan.routed.join('; ')}. {plan.notRouted}
        </p>
        {(plan.cautions ?? []).map((caution) => (
          <Notice key={caution} tone="warning">
            <p>{caution}</p>
          </Notice>
        ))}
      </section>
      {isGuarded && <Guard {...props} />}
      <section className="flex flex-col gap-3">
        <h3 className="text-sm font-semibold">What happens, in this order</h3>
        <PlanSteps plan={plan} />
      </section>
      <Notice title="If a step fails">
        <p>
          Everything this repair changed goes back to what was found, and that is read again. The
          token is revoked in every case.
        </p>
      </Notice>
      <BeginRun run={run} mayApply={mayApply} label="Put it back" back="check" />
    </div>
  );
}

function Guard({ run, pageUrl, confirmLoginDefault, approveOverride }: RepairReviewProps) {
  const { rollOut } = run;
  return (
    <section className="flex flex-col gap-4">
      <h3 className="text-sm font-semibold">Guard against lock-out</h3>
      <p className="text-sm">
        This repair sends people to AdminX again who may not be sent here now, so the same must hold
        as when they were first sent here.
      </p>
      {rollOut.reach !== null && <Reach reach={rollOut.reach} />}
      <GuardList conditions={rollOut.guard} />
      <WayBackCheck runId={run.id} rollOut={rollOut} confirm={confirmLoginDefault} />
      <Override run={run} pageUrl={pageUrl} approve={approveOverride} />
    </section>
  );
}
