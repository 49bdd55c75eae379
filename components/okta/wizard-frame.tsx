import type { ReactNode } from 'react';
import { Stepper, type Step } from '@/components/ui/stepper';
import { StepHead } from './step-head';

export interface WizardFrameProps {
  readonly steps: readonly Step[];
  /** The one question of this screen; left out where the content brings its own `StepHead`. */
  readonly title?: string | undefined;
  readonly description?: ReactNode;
  /** What will happen next, and what state Okta is in. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One screen of the wizard: steps on the left, the question, what will happen on the right. */
export function WizardFrame({ steps, title, description, aside, children }: WizardFrameProps) {
  return (
    <div className="grid gap-x-10 gap-y-6 md:grid-cols-[10rem_minmax(0,1fr)]">
      <div className="md:sticky md:top-8 md:self-start">
        <Stepper label="Steps" steps={steps} />
      </div>
      <div className="grid min-w-0 gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_16rem]">
        <section className="flex min-w-0 flex-col gap-6">
          {title !== undefined && <StepHead title={title} description={description} />}
          {children}
        </section>
        {aside !== undefined && (
          <aside aria-label="What will happen" className="text-ink-muted text-xs">
            {aside}
          </aside>
        )}
      </div>
    </div>
  );
}

export interface WhatHappensProps {
  /** "Nothing in Okta has changed yet." */
  readonly state: string;
  readonly points: readonly ReactNode[];
}

/** The right-hand side of a step. */
export function WhatHappens({ state, points }: WhatHappensProps) {
  return (
    <div className="border-line flex flex-col gap-3 max-xl:border-t max-xl:pt-6 xl:border-l xl:pl-6">
      <p className="text-ink font-medium">{state}</p>
      <ul className="flex flex-col gap-2">
        {points.map((point, index) => (
          <li key={index}>{point}</li>
        ))}
      </ul>
    </div>
  );
}
