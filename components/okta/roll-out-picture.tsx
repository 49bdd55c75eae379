import clsx from 'clsx';
import { CircleCheck, CircleDashed, CircleDot } from 'lucide-react';
import { RelativeTime } from '@/components/ui/relative-time';
import type { RollOutStageView } from '@/lib/schemas/okta-application';

export interface RollOutPictureProps {
  readonly stages: readonly RollOutStageView[];
}

/** How far the routing goes: one box a stage from narrow to wide, each with who it catches. */
export function RollOutPicture({ stages }: RollOutPictureProps) {
  return (
    <ol aria-label="Stages of the roll-out" className="grid gap-2 sm:grid-cols-2 lg:grid-cols-5">
      {stages.map((stage) => (
        <Stage key={stage.stage} stage={stage} />
      ))}
    </ol>
  );
}

function Stage({ stage }: { readonly stage: RollOutStageView }) {
  const { label, isReached, isCurrent, who, since } = stage;
  return (
    <li
      aria-current={isCurrent ? 'step' : undefined}
      className={clsx(
        'rounded-control flex min-w-0 flex-col gap-1 border p-3 text-xs [overflow-wrap:anywhere]',
        isCurrent ? 'border-accent' : 'border-line',
        isReached ? 'bg-side' : 'border-dashed',
      )}
    >
      <p className="flex items-center gap-1.5 text-sm font-medium">
        <StageIcon isReached={isReached} isCurrent={isCurrent} />
        {label}
      </p>
      <p className="text-ink-muted">{wordOf(stage)}</p>
      {who.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {since !== null && (
        <p className="text-ink-muted">
          <RelativeTime value={since} />
        </p>
      )}
    </li>
  );
}

function StageIcon({ isReached, isCurrent }: Pick<RollOutStageView, 'isReached' | 'isCurrent'>) {
  const look = 'size-4 shrink-0';
  if (isCurrent) return <CircleDot aria-hidden className={clsx(look, 'text-accent')} />;
  if (isReached) return <CircleCheck aria-hidden className={clsx(look, 'text-good')} />;
  return <CircleDashed aria-hidden className={clsx(look, 'text-ink-muted')} />;
}

function wordOf({ isReached, isCurrent }: RollOutStageView): string {
  if (isCurrent) return 'Now: sent to AdminX';
  return isReached ? 'Sent to AdminX' : 'Not sent to AdminX by a rule of this stage';
}
