import clsx from 'clsx';
import type { ReactNode } from 'react';

/** Wraps the skeleton of a page: shown after 200 ms, and said once to screen readers. */
export function SkeletonPage({ children }: { readonly children: ReactNode }) {
  return (
    <div className="animate-appear">
      <p role="status" className="sr-only">
        Loading
      </p>
      <div aria-hidden>{children}</div>
    </div>
  );
}

/** A grey bar in the place of text; give it a width and height by class. */
export function Skeleton({ className }: { readonly className?: string | undefined }) {
  return <div className={clsx('rounded-control bg-sunken', className ?? 'h-4 w-40')} />;
}

/** The head of a page that is loading. */
export function SkeletonHeader() {
  return (
    <div className="flex flex-col gap-2 pb-6">
      <Skeleton className="h-7 w-24" />
      <Skeleton className="h-8 w-64 max-w-full" />
    </div>
  );
}

/** Rows of a table or facts that are loading. */
export function SkeletonRows({ count = 5 }: { readonly count?: number | undefined }) {
  return (
    <div className="divide-line border-line divide-y border-y">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="flex gap-6 py-3.5">
          <Skeleton className="h-4 w-40" />
          <Skeleton className="h-4 flex-1 max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}
