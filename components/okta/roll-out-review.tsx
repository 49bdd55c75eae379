'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { TextLink } from '@/components/ui/text-link';
import type { RollOutReach } from '@/lib/schemas/okta-guard';
import type { RollOutRunView, SetupPlan, SetupRunView } from '@/lib/schemas/okta-run';
import { GuardList } from './guard-list';
import { Override, type ApproveOverride } from './override-form';
import { runStepPath } from './paths';
import { PlanSteps } from './plan-steps';
import { TokenForm } from './token-form';
import { WayBackCheck, type ConfirmLoginDefault } from './way-back-check';
import { useWizard } from './wizard-context';

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
      <BeginRollOut run={run} />
    </div>
  );
}

/** What others do meanwhile (approve, enrol, sign in) shows by itself; the tab keeps its token. */
function useFreshGuard(isWaiting: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = window.setInterval(() => {
      router.refresh();
    }, refreshMs);
    return () => {
      window.clearInterval(timer);
    };
  }, [isWaiting, router]);
}

const refreshMs = 5_000;

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

function Reach({ reach }: { readonly reach: RollOutReach }) {
  const { enrolled, notEnrolled, disabled, unknown, cannotSignIn, limits } = reach;
  return (
    <div className="flex flex-col gap-2 text-sm">
      <ul className="flex list-disc flex-col gap-1 pl-5">
        <li>{enrolled} here can sign in with a passkey</li>
        <li>{notEnrolled} here have no passkey yet</li>
        {disabled > 0 && <li>{disabled} here are disabled</li>}
        <li>
          {unknown === null
            ? 'How many of Okta are unknown here is not known'
            : `${String(unknown)} of Okta are unknown here`}
        </li>
      </ul>
      {cannotSignIn.length > 0 && (
        <p>
          Cannot sign in as things are:{' '}
          {cannotSignIn.map(({ login, userId }, index) => (
            <span key={login}>
              {index > 0 && ', '}
              {userId === null ? (
                login
              ) : (
                <TextLink href={`/users/${userId}` as Route}>{login}</TextLink>
              )}
            </span>
          ))}
          {notEnrolled + disabled + (unknown ?? 0) > cannotSignIn.length && ' and others'}.{' '}
          <TextLink href={'/users?state=not_enrolled'}>Invite people</TextLink>
        </p>
      )}
      {limits.map((limit) => (
        <p key={limit} className="text-ink-muted text-xs">
          {limit}
        </p>
      ))}
    </div>
  );
}

function BeginRollOut({ run }: Pick<RollOutReviewProps, 'run'>) {
  const { tokenFor, holdToken, startApply } = useWizard();
  const router = useRouter();
  const token = tokenFor(run.id);
  if (!run.rollOut.mayApply && run.rollOut.override !== null) {
    return (
      <Notice title="Somebody else applies it">
        <p>Who approved a plan does not apply it as well: {run.createdBy} can go on now.</p>
      </Notice>
    );
  }
  if (!run.rollOut.mayApply) {
    return (
      <div className="flex flex-col items-start gap-4">
        <Notice tone="warning" title="This cannot be applied yet" live="status">
          <p>The guard above names what is missing. Nothing in Okta has changed.</p>
        </Notice>
        <ButtonLink href={runStepPath(run.id, 'choose')}>Back</ButtonLink>
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
        Send these people to AdminX
      </Button>
      <ButtonLink href={runStepPath(run.id, 'choose')}>Back</ButtonLink>
    </div>
  );
}
