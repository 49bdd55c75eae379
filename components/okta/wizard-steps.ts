import type { Step, StepState } from '@/components/ui/stepper';
import type { SetupRunKind, SetupRunStatus, SetupRunView } from '@/lib/schemas/okta-run';
import { runSteps, runStepPath, type RunStep } from './paths';

type WizardStep = 'connect' | RunStep;

const labels: Record<WizardStep, string> = {
  connect: 'Connect',
  check: 'Check',
  choose: 'Choose',
  review: 'Review',
  apply: 'Apply',
  prove: 'Prove',
};

const reachable: Record<SetupRunStatus, readonly RunStep[]> = {
  CONNECTED: ['check'],
  CHECKED: ['check', 'choose'],
  PLANNED: ['check', 'choose', 'review'],
  APPLYING: ['apply'],
  SUCCEEDED: ['apply', 'prove'],
  ROLLED_BACK: ['apply'],
  FAILED: ['apply'],
  CANCELLED: ['apply'],
  INTERRUPTED: ['apply'],
};

const ended: readonly SetupRunStatus[] = ['ROLLED_BACK', 'FAILED', 'CANCELLED', 'INTERRUPTED'];

/**
 * Tells whether a step may be shown. Apply also before the run begins: the tab goes there at once,
 * and reads there why the server did not begin. Prove whenever Okta is connected, even if the token
 * could not be revoked.
 */
export function isStepOpen(
  run: Pick<SetupRunView, 'kind' | 'status' | 'result'>,
  step: RunStep,
): boolean {
  if (step === 'prove' && isConnected(run)) return true;
  return reachableSteps(run).includes(step) || (step === 'apply' && run.status === 'PLANNED');
}

/** Tells whether everything is in place in Okta and here, whatever became of the token. */
export function isConnected({ status, result }: Pick<SetupRunView, 'status' | 'result'>): boolean {
  return result !== null && status !== 'APPLYING';
}

/** A removal or a repair has nothing to choose, and nothing to prove with a sign-in. */
const undoSteps: readonly WizardStep[] = ['check', 'review', 'apply'];

const stepsByKind: Record<SetupRunKind, readonly WizardStep[]> = {
  SETUP: ['connect', ...runSteps],
  UNDO: undoSteps,
  ROLL_OUT: runSteps,
  STEP_BACK: undoSteps,
  REPAIR: undoSteps,
};

function reachableSteps({ kind, status }: Pick<SetupRunView, 'kind' | 'status'>) {
  return reachable[status].filter((step) => stepsByKind[kind].includes(step));
}

/** Where a run stands: the furthest step that can be opened. */
export function furthestStep(run: Pick<SetupRunView, 'kind' | 'status'>): RunStep {
  return reachableSteps(run).at(-1) ?? 'check';
}

/** Tells whether a run is over without success. */
export function hasEndedBadly(status: SetupRunStatus): boolean {
  return ended.includes(status);
}

/** The column of steps on the left; without a run the first one is current. */
export function wizardSteps(
  run: Pick<SetupRunView, 'id' | 'kind' | 'status' | 'findings' | 'choices' | 'result'> | null,
  current: WizardStep,
): readonly Step[] {
  const order = stepsByKind[run?.kind ?? 'SETUP'];
  const currentIndex = order.indexOf(current);
  return order.map((step, index) => {
    const state = stateOf({
      run,
      step,
      isCurrent: step === current,
      isBefore: index < currentIndex,
    });
    const isLink =
      run !== null &&
      step !== 'connect' &&
      step !== current &&
      (reachableSteps(run).includes(step) || (step === 'prove' && isConnected(run)));
    return {
      id: step,
      label: labels[step],
      state,
      href: isLink ? runStepPath(run.id, step) : undefined,
    };
  });
}

function stateOf(options: {
  readonly run: Pick<SetupRunView, 'status' | 'findings' | 'choices'> | null;
  readonly step: WizardStep;
  readonly isCurrent: boolean;
  readonly isBefore: boolean;
}): StepState {
  const { run, step, isCurrent, isBefore } = options;
  if (run?.status === 'CANCELLED') return wasReached(run, step) ? 'done' : 'upcoming';
  if (run !== null && step === 'apply') return applyState(run.status, isCurrent);
  if (isCurrent) return 'current';
  return isBefore ? 'done' : 'upcoming';
}

function applyState(status: SetupRunStatus, isCurrent: boolean): StepState {
  if (hasEndedBadly(status)) return 'failed';
  if (isCurrent) return 'current';
  return status === 'SUCCEEDED' ? 'done' : 'upcoming';
}

/** How far a run came before it was cancelled. */
function wasReached(run: Pick<SetupRunView, 'findings' | 'choices'>, step: WizardStep): boolean {
  if (step === 'connect') return true;
  if (step === 'check') return run.findings !== null;
  return step === 'choose' && run.choices !== null;
}
