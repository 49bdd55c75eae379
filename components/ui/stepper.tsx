import clsx from 'clsx';
import { Check, X } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';

export type StepState = 'done' | 'current' | 'upcoming' | 'failed';

export interface Step {
  readonly id: string;
  readonly label: string;
  readonly state: StepState;
  /** Given for steps one may go back to. */
  readonly href?: Route | undefined;
}

export interface StepperProps {
  /** What the steps belong to, for screen readers. */
  readonly label: string;
  readonly steps: readonly Step[];
}

const words: Record<StepState, string> = {
  done: 'done',
  current: 'current step',
  upcoming: 'not started',
  failed: 'failed',
};

/** The steps of a wizard with their state: a column on wide screens, one line on a phone. */
export function Stepper({ label, steps }: StepperProps) {
  const currentIndex = steps.findIndex((step) => step.state === 'current');
  const current = steps[currentIndex];
  return (
    <nav aria-label={label}>
      {current !== undefined && (
        <p className="text-ink-muted mb-2 text-xs md:hidden" aria-hidden>
          Step {currentIndex + 1} of {steps.length}:{' '}
          <span className="text-ink font-medium">{current.label}</span>
        </p>
      )}
      <ol className="flex gap-1.5 md:flex-col md:gap-1">
        {steps.map((step, index) => (
          <li
            key={step.id}
            aria-current={step.state === 'current' ? 'step' : undefined}
            className="max-md:flex-1"
          >
            <span
              aria-hidden
              className={clsx(
                'block h-1 rounded-full md:hidden',
                step.state === 'upcoming' ? 'bg-line' : 'bg-accent-solid',
                step.state === 'failed' && 'bg-danger-solid',
              )}
            />
            <StepLine step={step} number={index + 1} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepLine({ step, number }: { readonly step: Step; readonly number: number }) {
  const content = (
    <>
      <StepMark state={step.state} number={number} />
      <span className="truncate">{step.label}</span>
      <span className="sr-only">, {words[step.state]}</span>
    </>
  );
  const className = clsx(
    'flex h-9 items-center gap-2.5 rounded-control px-2 text-sm max-md:sr-only',
    step.state === 'current' ? 'bg-sunken font-medium' : 'text-ink-muted',
  );
  if (step.href === undefined) return <span className={className}>{content}</span>;
  return (
    <Link href={step.href} className={clsx(className, 'hover:bg-sunken hover:text-ink')}>
      {content}
    </Link>
  );
}

function StepMark({ state, number }: { readonly state: StepState; readonly number: number }) {
  return (
    <span
      aria-hidden
      className={clsx(
        'flex size-5 shrink-0 items-center justify-center rounded-full border text-[0.6875rem] leading-none font-medium',
        state === 'done' && 'border-good-line bg-good-soft text-good',
        state === 'current' && 'border-accent-solid bg-accent-solid text-on-solid',
        state === 'upcoming' && 'border-line-strong text-ink-muted',
        state === 'failed' && 'border-danger-line bg-danger-soft text-danger',
      )}
    >
      {state === 'done' && <Check className="size-3" />}
      {state === 'failed' && <X className="size-3" />}
      {(state === 'current' || state === 'upcoming') && number}
    </span>
  );
}
