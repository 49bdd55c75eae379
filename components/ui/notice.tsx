import clsx from 'clsx';
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'good' | 'warning' | 'danger';

const looks = {
  neutral: { box: 'border-line bg-side', icon: 'text-ink-muted', Icon: Info, word: 'Note' },
  good: {
    box: 'border-good-line bg-good-soft',
    icon: 'text-good',
    Icon: CircleCheck,
    word: 'Done',
  },
  warning: {
    box: 'border-warning-line bg-warning-soft',
    icon: 'text-warning',
    Icon: TriangleAlert,
    word: 'Warning',
  },
  danger: {
    box: 'border-danger-line bg-danger-soft',
    icon: 'text-danger',
    Icon: CircleAlert,
    word: 'Problem',
  },
} as const;

export interface NoticeProps {
  readonly tone?: Tone | undefined;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons or links below the text. */
  readonly actions?: ReactNode;
  /** Says it to screen readers when it appears: `alert` at once, `status` when they are idle. */
  readonly live?: 'alert' | 'status' | undefined;
}

/** A bordered message in the page: state with an icon, never colour alone. */
export function Notice({ tone = 'neutral', title, children, actions, live }: NoticeProps) {
  const { box, icon, Icon, word } = looks[tone];
  return (
    <div role={live} className={clsx('rounded-control flex gap-3 border p-3 text-sm', box)}>
      <Icon aria-hidden className={clsx('mt-[3px] size-4 shrink-0', icon)} />
      <div className="flex min-w-0 flex-1 flex-col gap-1 [overflow-wrap:anywhere]">
        <span className="sr-only">{word}:</span>
        {title !== undefined && <p className="font-medium">{title}</p>}
        {children !== undefined && <div className="[&>*+p]:mt-2">{children}</div>}
        {actions !== undefined && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}

/** What went wrong with the whole form; above its buttons, said to screen readers at once. */
export function FormError({ message }: { readonly message: string | undefined }) {
  if (message === undefined) return null;
  return (
    <Notice tone="danger" live="alert">
      {message}
    </Notice>
  );
}
