import { StepList, type Call, type CallState } from '@/components/ui/step-list';
import type { SetupStepView } from '@/lib/schemas/okta-run';

const states: Record<SetupStepView['status'], CallState> = {
  WAITING: 'waiting',
  WORKING: 'working',
  DONE: 'done',
  KEPT: 'kept',
  UNDONE: 'undone',
  FAILED: 'failed',
};

function toCall(step: SetupStepView, isOver: boolean): Call {
  const hasTimes = step.startedAt !== null && step.finishedAt !== null;
  return {
    id: step.action,
    label: step.title,
    state: isOver && step.status === 'WAITING' ? 'skipped' : states[step.status],
    durationMs: hasTimes
      ? Date.parse(step.finishedAt ?? '') - Date.parse(step.startedAt ?? '')
      : undefined,
    detail: step.error?.message ?? step.evidence ?? undefined,
  };
}

export interface JournalProps {
  readonly steps: readonly SetupStepView[];
  /** The run has ended: what still waits will never begin. */
  readonly isOver?: boolean | undefined;
}

/** What a run did in Okta, call by call. */
export function Journal({ steps, isOver = false }: JournalProps) {
  return <StepList label="Calls of this run" calls={steps.map((step) => toCall(step, isOver))} />;
}
