'use client';

import { ErrorState } from '@/components/ui/error-state';

/** The page could not be read; a comparison at work goes on. */
export default function SectionError(props: {
  readonly error: unknown;
  readonly retry: () => void;
}) {
  return (
    <ErrorState {...props}>
      People can still sign in, and a comparison at work goes on. Try again; if it stays like this,
      look in the server log.
    </ErrorState>
  );
}
