'use client';

import { CircleAlert, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './plain-button';

export interface ErrorStateProps {
  readonly title?: string | undefined;
  /** What it means for people who sign in right now, and what to do. */
  readonly children?: ReactNode;
  /** The error Next.js caught; its digest is the id under which the server logged it. */
  readonly error?: unknown;
  readonly retry?: (() => void) | undefined;
}

function digestOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('digest' in error)) return undefined;
  return typeof error.digest === 'string' ? error.digest : undefined;
}

/** Something could not be shown: what happened, what to do, and the id in the server's log. */
export function ErrorState(props: ErrorStateProps) {
  const { title = 'This page could not be loaded', children, error, retry } = props;
  const digest = digestOf(error);
  return (
    <div
      role="alert"
      className="rounded-control border-line flex flex-col items-center gap-2 border px-6 py-12 text-center"
    >
      <CircleAlert aria-hidden className="text-danger mb-1 size-6" />
      <h2 className="text-base font-semibold">{title}</h2>
      <div className="text-ink-muted max-w-[32rem] text-sm">
        {children ??
          'Nothing was changed. Try again; if it stays like this, look in the server log.'}
      </div>
      {digest !== undefined && (
        <p className="text-ink-muted text-xs">
          Id in the server log: <span className="font-mono select-all">{digest}</span>
        </p>
      )}
      {retry !== undefined && (
        <div className="mt-3">
          <Button icon={<RotateCw aria-hidden />} onClick={retry}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}
