import { CircleCheck, CircleDot, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { Route } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { NextStep } from '@/lib/schemas/dashboard';

export interface NextStepsProps {
  readonly steps: readonly NextStep[];
  /** In the order to do them, numbered. */
  readonly isNumbered?: boolean | undefined;
}

const icons = {
  neutral: <CircleDot aria-hidden className="text-ink-muted" />,
  warning: <TriangleAlert aria-label="Warning:" className="text-warning" />,
  danger: <OctagonAlert aria-label="Urgent:" className="text-danger" />,
} as const;

/** What to do next, each with the place to do it. */
export function NextSteps({ steps, isNumbered = false }: NextStepsProps) {
  if (steps.length === 0) {
    return (
      <p className="flex items-center gap-2 text-sm">
        <CircleCheck aria-hidden className="text-good size-4 shrink-0" />
        Nothing needs you now.
      </p>
    );
  }
  const List = isNumbered ? 'ol' : 'ul';
  return (
    <List className="divide-line border-line divide-y border-y">
      {steps.map((step, index) => (
        <li key={step.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
          <div className="flex min-w-0 flex-1 basis-72 gap-3">
            <span className="mt-0.5 shrink-0 [&_svg]:size-4">
              {isNumbered ? <StepNumber number={index + 1} /> : icons[step.tone]}
            </span>
            <div className="flex min-w-0 flex-col gap-0.5">
              <span className="text-sm font-medium [overflow-wrap:anywhere]">{step.title}</span>
              <span className="text-ink-muted text-sm">{step.why}</span>
            </div>
          </div>
          <ButtonLink
            href={step.href as Route}
            variant={isNumbered && index === 0 ? 'primary' : 'secondary'}
            size={isNumbered ? 'medium' : 'small'}
          >
            {step.linkLabel}
          </ButtonLink>
        </li>
      ))}
    </List>
  );
}

function StepNumber({ number }: { readonly number: number }) {
  return (
    <span
      aria-hidden
      className="border-line-strong flex size-6 items-center justify-center rounded-full border text-xs font-semibold tabular-nums"
    >
      {number}
    </span>
  );
}

/** A new installation: nothing to look at yet, so the first things to do take the page. */
export function FirstSteps({ steps }: Pick<NextStepsProps, 'steps'>) {
  if (steps.length === 0) {
    return (
      <Notice title="Nothing is set up yet">
        An owner connects the first application; then sign-ins, people and certificates are shown
        here.
      </Notice>
    );
  }
  return <NextSteps steps={steps} isNumbered />;
}
