import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What this is and why it is empty. */
  readonly children: ReactNode;
  /** The one thing to do. */
  readonly action?: ReactNode;
}

/** A list with nothing in it yet: what this is, why it is empty, the one thing to do. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="rounded-control border-line flex flex-col items-center gap-2 border border-dashed px-6 py-12 text-center">
      {icon !== undefined && (
        <div aria-hidden className="text-ink-muted mb-1 [&_svg]:size-6">
          {icon}
        </div>
      )}
      <h2 className="text-base font-semibold">{title}</h2>
      <div className="text-ink-muted max-w-[32rem] text-sm">{children}</div>
      {action !== undefined && <div className="mt-3">{action}</div>}
    </div>
  );
}
