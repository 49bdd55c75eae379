import clsx from 'clsx';
import { Circle, CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Tone } from './notice';

const looks = {
  neutral: { box: 'border-line bg-side text-ink-muted', Icon: Circle },
  good: { box: 'border-good-line bg-good-soft text-good', Icon: CircleCheck },
  warning: { box: 'border-warning-line bg-warning-soft text-warning', Icon: TriangleAlert },
  danger: { box: 'border-danger-line bg-danger-soft text-danger', Icon: CircleAlert },
} as const;

export interface BadgeProps {
  readonly tone?: Tone | undefined;
  /** Another 12-pixel icon than the tone's own. */
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

/** A state in one or two words, with an icon. */
export function Badge({ tone = 'neutral', icon, children }: BadgeProps) {
  const { box, Icon } = looks[tone];
  return (
    <span
      className={clsx(
        'rounded-control inline-flex h-6 items-center gap-1.5 border px-2 text-xs font-medium whitespace-nowrap',
        '[&_svg]:size-3 [&_svg]:shrink-0',
        box,
      )}
    >
      {icon ?? <Icon aria-hidden />}
      {children}
    </span>
  );
}
