import clsx from 'clsx';
import type { ReactNode } from 'react';

export interface SectionProps {
  /** For links to it: `#certificates`. */
  readonly id: string;
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** `danger` marks the danger zone at the end of a page. */
  readonly tone?: 'neutral' | 'danger' | undefined;
  readonly children: ReactNode;
}

/** A part of a page with a heading that can be linked to. Sections keep 48 pixels apart. */
export function Section({ id, title, description, actions, tone, children }: SectionProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className={clsx(
        'mt-12 flex flex-col gap-4 first:mt-0 [header+&]:mt-2',
        tone === 'danger' && 'rounded-control border-danger-line border p-4',
      )}
    >
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="flex min-w-0 flex-col gap-1">
          <h2 id={`${id}-title`} className="text-base font-semibold">
            {title}
          </h2>
          {description !== undefined && (
            <div className="text-ink-muted max-w-[42rem] text-sm">{description}</div>
          )}
        </div>
        {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      <div className="min-w-0 space-y-4">{children}</div>
    </section>
  );
}
