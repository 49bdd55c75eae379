'use client';

import { useRouter } from 'next/navigation';
import { Button, ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { SetupPlan, SetupRunView } from '@/lib/schemas/okta-run';
import { runStepPath } from './paths';
import { PlanSteps } from './plan-steps';
import { RoutingPicture } from './routing-picture';
import { TokenForm } from './token-form';
import { useWizard } from './wizard-context';

export interface ReviewStepProps {
  readonly run: SetupRunView & {
    readonly plan: SetupPlan;
    readonly choices: NonNullable<SetupRunView['choices']>;
  };
}

function countWrites(plan: SetupPlan): number {
  return plan.steps.filter((step) => step.effect === 'create' || step.effect === 'change').length;
}

/** The name of the rule, to be created or kept: its summary begins with it in quotation marks. */
function ruleNameOf(plan: SetupPlan): string {
  const step = plan.steps.find(({ action }) => action === 'create_rule');
  return /“([^”]+)”/u.exec(step?.summary ?? '')?.[1] ?? 'of the test person';
}

/** Review: who is routed, every object and request, and the button that begins. */
export function ReviewStep({ run }: ReviewStepProps) {
  const { plan, choices, org } = run;
  return (
    <div className="flex flex-col gap-8">
      <RoutingPicture
        pilotName={choices.pilotName}
        pilotLogin={choices.pilotLogin}
        orgName={run.findings?.companyName ?? org.name}
        ruleName={ruleNameOf(plan)}
        notRouted={plan.notRouted}
      />
      <div className="flex flex-col gap-3">
        <h3 className="text-sm font-semibold">What happens, in this order</h3>
        <PlanSteps plan={plan} />
      </div>
      <Notice title="If a step fails">
        <p>
          What this run created is taken back in reverse order: rule, identity provider, key. What
          it changed gets its former settings back; anything else stays as it is. The token is
          revoked in every case.
        </p>
      </Notice>
      <BeginApply run={run} />
    </div>
  );
}

function BeginApply({ run }: ReviewStepProps) {
  const { tokenFor, holdToken, startApply } = useWizard();
  const router = useRouter();
  const token = tokenFor(run.id);
  const writes = countWrites(run.plan);
  const begin = (withToken: string) => {
    startApply(run.id, run.plan.hash, withToken);
    router.push(runStepPath(run.id, 'apply'));
  };
  const label = `Apply ${String(writes)} ${writes === 1 ? 'change' : 'changes'} to Okta`;
  if (token === null) {
    return (
      <div className="flex flex-col gap-4">
        <Notice tone="warning" title="This tab no longer holds the token">
          <p>The page was loaded again. Paste a token once more to apply the plan.</p>
        </Notice>
        <TokenForm
          organisation={run.org}
          submitLabel={label}
          onToken={(typed) => {
            holdToken({ runId: run.id, token: typed });
            begin(typed);
          }}
        />
      </div>
    );
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        variant="primary"
        onClick={() => {
          begin(token);
        }}
      >
        {label}
      </Button>
      <ButtonLink href={runStepPath(run.id, 'choose')}>Back</ButtonLink>
    </div>
  );
}
