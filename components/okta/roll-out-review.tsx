'use client';

import { Notice } from '@/components/ui/notice';
import type { RollOutReach } from '@/lib/schemas/okta-guard';
import type { RollOutRunView, SetupPlan, SetupRunView } from '@/lib/schemas/okta-run';
import { BeginRun } from './begin-run';
import { GuardList } from './guard-list';
import { Override, type ApproveOverride } from './override-form';
import { PlanSteps } from './plan-steps';
import { Reach } from './roll-out-reach';
import { useFreshGuard } from './use-fresh-guard';
import { WayBackCheck, type ConfirmLoginDefault } from './way-back-check';

export interface RollOutReviewProps {
  readonly run: SetupRunView & { readonly plan: SetupPlan; readonly rollOut: RollOutRunView };
  readonly pageUrl: string;
  readonly confirmLoginDefault: ConfirmLoginDefault;
  readonly approveOverride: ApproveOverride;
}

/** Review of a roll-out: who is caught, the guard, every object and request, and the button. */
export function RollOutReview(props: RollOutReviewProps) {
  const { run, pageUrl, confirmLoginDefault, approveOverride } = props;
  const { plan, rollOut } = run;
  useFreshGuard(run.isMine && !rollOut.mayApply);
  return (
    <div className="flex flex-col gap-8">
      <WhoIsRouted plan={plan} reach={rollOut.reach} />
      <section className="flex flex-col gap-4">
        <h3 className="text-sm font-semibold">Guard against lock-out</h3>
        <GuardList conditions={rollOut.guard} />
        <WayBackCheck runId={run.id} rollOut={rollOut} confirm={confirmLoginDefault} />
        <Override run={run} pageUrl={pageUrl} approve={approveOverride} />
      </section>
      <section className="flex flex-col gap-3">
        <h3 className="text-sm font-semibold">What happens, in this order</h3>
        <PlanSteps plan={plan} />
      </section>
      <Notice title="If a step fails">
        <p>
          The wider rule goes first, then the one that keeps administrators with Okta. The narrower
          rules stay as they are. The token is revoked in every case.
        </p>
      </Notice>
      <BeginRun
        run={run}
        mayApply={rollOut.mayApply}
        label="Send these people to AdminX"
        back="choose"
      />
    </div>
  );
}

function WhoIsRouted(props: { readonly plan: SetupPlan; readonly reach: RollOutReach | null }) {
  const { plan, reach } = props;
  return (
    <section className="flex flex-col gap-3 [overflow-wrap:anywhere]">
      <h3 className="text-sm font-semibold">Who signs in where afterwards</h3>
      <p className="text-sm">
        Sent to AdminX: {plan.routed.join('; ')}. {plan.notRouted}
      </p>
      {reach !== null && <Reach reach={reach} />}
      {(plan.cautions ?? []).map((caution) => (
        <Notice key={caution} tone="warning">
          <p>{caution}</p>
        </Notice>
      ))}
    </section>
  );
}
