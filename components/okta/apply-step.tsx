'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { announce } from '@/components/ui/announce';
import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { SetupRunProgress, SetupRunView } from '@/lib/schemas/okta-run';
import { Journal } from './journal';
import { NotBegun } from './not-begun';
import { receiptPath, runStepPath, setupAgainPath } from './paths';
import { RepairDone } from './repair-done';
import type { ApplyState } from './run-apply';
import { RollOutDone } from './roll-out-done';
import { RunEnded } from './run-ended';
import type { StartUndo } from './undo-button';
import { TokenState } from './token-state';
import { useFollowRun } from './use-follow-run';
import { useWizard } from './wizard-context';
import { hasEndedBadly } from './wizard-steps';

export interface ApplyStepProps {
  readonly run: SetupRunView;
  readonly startUndo: StartUndo;
}

/** Apply: the calls as they happen, and how the run ended. */
export function ApplyStep({ run, startUndo }: ApplyStepProps) {
  const { own, progress } = useProgress(run);
  if (own?.refusal && run.status === 'PLANNED') return <NotBegun apply={own} run={run} />;
  if (own === null && run.status === 'PLANNED') return <NotAsked runId={run.id} />;
  const state = progress ?? run;
  if (state.status === 'SUCCEEDED') {
    return <Done run={run} progress={state} />;
  }
  if (hasEndedBadly(state.status)) {
    const { id, org, kind, applicationId } = run;
    const ended = { ...state, runId: id, org, kind, applicationId };
    return <RunEnded run={ended} startUndo={startUndo} />;
  }
  return <Applying steps={state.steps} kind={run.kind} />;
}

function Done({ run, progress }: SucceededProps) {
  if (run.kind === 'UNDO') return <Removed run={run} progress={progress} />;
  if (run.kind === 'SETUP') return <Succeeded run={run} progress={progress} />;
  if (run.kind === 'REPAIR') return <RepairDone run={run} progress={progress} />;
  return <RollOutDone run={run} progress={progress} />;
}

/** How the run goes, from this tab's own stream or from the server's. */
function useProgress(run: SetupRunView) {
  const { apply } = useWizard();
  const own = apply?.runId === run.id ? apply : null;
  const followed = useFollowRun(run.id, mustFollow(run, own));
  const progress = followed ?? progressOf(own);
  useAnnouncedSteps(progress);
  useRefreshWhenFinished(progress);
  return { own, progress };
}

/** Somebody came here by the address alone. */
function NotAsked({ runId }: { readonly runId: string }) {
  return (
    <div className="flex flex-col items-start gap-4">
      <Notice title="The plan has not been applied">
        <p>Nothing in Okta has changed yet. Read the plan, then apply it from there.</p>
      </Notice>
      <ButtonLink href={runStepPath(runId, 'review')} variant="primary">
        Back to the review
      </ButtonLink>
    </div>
  );
}

function progressOf(own: ApplyState | null): SetupRunProgress | null {
  return own?.progress ?? null;
}

/** A run begun elsewhere, or one whose stream broke off. */
function mustFollow(run: SetupRunView, own: ApplyState | null): boolean {
  return own === null || own.refusal !== null ? run.status === 'APPLYING' : own.isLost;
}

function Applying({ steps, kind }: Pick<SetupRunProgress, 'steps'> & Pick<SetupRunView, 'kind'>) {
  return (
    <div className="flex flex-col gap-4">
      <Notice title="The run goes on even if you close this page">
        <p>
          {kind === 'UNDO' || kind === 'STEP_BACK'
            ? 'The server finishes what it has begun, and revokes the token at the end.'
            : 'The server finishes what it has begun, takes back what fails, and revokes the token at the end.'}
        </p>
      </Notice>
      <Journal steps={steps} />
    </div>
  );
}

interface SucceededProps {
  readonly run: SetupRunView;
  readonly progress: Pick<SetupRunProgress, 'steps' | 'tokenStatus'>;
}

function Succeeded({ run, progress }: SucceededProps) {
  return (
    <div className="flex flex-col gap-6">
      <Notice tone="good" title="Everything is in place">
        <p>
          {run.alsoRouted.length === 0
            ? 'One person is routed to AdminX. Everybody else signs in to Okta as before.'
            : `The test person is routed to AdminX. Who else is routed stays as it was: ${run.alsoRouted.join('; ')}.`}{' '}
          The next step proves it with a real sign-in.
        </p>
      </Notice>
      <TokenState tokenStatus={progress.tokenStatus} organisation={run.org} />
      <Journal steps={progress.steps} />
      <div className="flex flex-wrap gap-2">
        <ButtonLink href={runStepPath(run.id, 'prove')} variant="primary">
          Prove it with a sign-in
        </ButtonLink>
        <ButtonLink href={receiptPath(run.id)}>Open the receipt</ButtonLink>
      </div>
    </div>
  );
}

/** The end of a removal. */
function Removed({ run, progress }: SucceededProps) {
  return (
    <div className="flex flex-col gap-6">
      <Notice tone="good" title="Everything of AdminX is gone from Okta">
        <p>
          Everybody signs in at Okta itself. The application stays here, switched off, with its
          sign-ins.
        </p>
      </Notice>
      <TokenState tokenStatus={progress.tokenStatus} organisation={run.org} />
      <Journal steps={progress.steps} />
      <div className="flex flex-wrap gap-2">
        <ButtonLink href={receiptPath(run.id)} variant="primary">
          Open the receipt
        </ButtonLink>
        <ButtonLink href={setupAgainPath(run.org.host)}>Connect {run.org.host} again</ButtonLink>
      </div>
    </div>
  );
}

/** Says each step that ended to screen readers, once. */
function useAnnouncedSteps(progress: SetupRunProgress | null): void {
  const said = useRef(new Set<string>());
  useEffect(() => {
    for (const step of progress?.steps ?? []) {
      const key = `${step.action} ${step.status}`;
      if (step.status === 'WAITING' || step.status === 'WORKING' || said.current.has(key)) continue;
      said.current.add(key);
      announce(`${step.title}: ${step.status.toLowerCase()}`);
    }
  }, [progress]);
}

/** The server's page (steps on the left, run in the database) follows the stream's end. */
function useRefreshWhenFinished(progress: SetupRunProgress | null): void {
  const router = useRouter();
  const isFinished = progress?.type === 'finished';
  useEffect(() => {
    if (isFinished) router.refresh();
  }, [isFinished, router]);
}
