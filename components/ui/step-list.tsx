import clsx from 'clsx';
import { Check, CircleDashed, Equal, LoaderCircle, Undo2, X } from 'lucide-react';
import type { ReactNode } from 'react';

export type CallState = 'skipped' | 'waiting' | 'working' | 'done' | 'kept' | 'undone' | 'failed';

export interface Call {
  readonly id: string;
  readonly label: ReactNode;
  readonly state: CallState;
  /** How long the call took. */
  readonly durationMs?: number | undefined;
  /** What was created or what went wrong, under the label. */
  readonly detail?: ReactNode;
}

const looks = {
  skipped: { Icon: CircleDashed, word: 'Not begun', color: 'text-ink-muted' },
  waiting: { Icon: CircleDashed, word: 'Waiting', color: 'text-ink-muted' },
  working: { Icon: LoaderCircle, word: 'Working', color: 'text-accent' },
  done: { Icon: Check, word: 'Done', color: 'text-good' },
  kept: { Icon: Equal, word: 'Was there already', color: 'text-good' },
  undone: { Icon: Undo2, word: 'Taken back', color: 'text-warning' },
  failed: { Icon: X, word: 'Failed', color: 'text-danger' },
} as const;

/** 340 -> "340 ms", 1240 -> "1.2 s". */
function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${String(Math.round(durationMs))} ms`;
  return `${(durationMs / 1000).toFixed(1)} s`;
}

export interface StepListProps {
  /** What the calls do together, for screen readers. */
  readonly label: string;
  readonly calls: readonly Call[];
}

/** Progress of real calls: a list that grows, each with its state and the time it took. */
export function StepList({ label, calls }: StepListProps) {
  return (
    <ol aria-label={label} className="divide-line border-line divide-y border-y">
      {calls.map((call) => (
        <CallLine key={call.id} call={call} />
      ))}
    </ol>
  );
}

function CallLine({ call }: { readonly call: Call }) {
  const { Icon, word, color } = looks[call.state];
  return (
    <li className="flex items-start gap-3 py-2">
      <Icon
        aria-hidden
        className={clsx(
          'mt-[3px] size-4 shrink-0',
          color,
          call.state === 'working' && 'animate-spin',
        )}
      />
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <div className={clsx('text-sm', call.state === 'waiting' && 'text-ink-muted')}>
          {call.label}
        </div>
        {call.detail !== undefined && <div className="text-ink-muted text-xs">{call.detail}</div>}
      </div>
      <div className="flex shrink-0 flex-col items-end text-xs leading-[1.375rem] sm:flex-row sm:gap-3">
        <span className={color}>{word}</span>
        <span className="text-ink-muted text-right sm:w-14">
          {call.durationMs === undefined ? '' : formatDuration(call.durationMs)}
        </span>
      </div>
    </li>
  );
}
