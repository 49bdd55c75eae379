'use client';

import { useEffect, useRef } from 'react';
import { StepHead, type StepHeadProps } from './step-head';

/**
 * A question that took the place of another without a change of page: it takes the focus, so that
 * the keyboard goes on from here and a screen reader says it.
 */
export function FocusedHead(props: StepHeadProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.focus();
  }, []);
  return (
    <div ref={ref} tabIndex={-1} className="outline-none">
      <StepHead {...props} />
    </div>
  );
}
