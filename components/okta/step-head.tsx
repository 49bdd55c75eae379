import type { ReactNode } from 'react';

export interface StepHeadProps {
  readonly title: string;
  readonly description?: ReactNode;
}

/** The question of a screen, and a sentence about it. */
export function StepHead({ title, description }: StepHeadProps) {
  return (
    <div className="flex flex-col gap-1">
      <h2 className="text-base font-semibold [overflow-wrap:anywhere]">{title}</h2>
      {description !== undefined && description !== '' && (
        <div className="max-w-form text-ink-muted text-sm">{description}</div>
      )}
    </div>
  );
}
