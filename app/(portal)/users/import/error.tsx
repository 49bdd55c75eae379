'use client';

import { ErrorState } from '@/components/ui/error-state';

/** The page could not be read; imports go on where they stopped. */
export default function SectionError(props: {
  readonly error: unknown;
  readonly retry: () => void;
}) {
  return (
    <ErrorState {...props}>
      People can still sign in. What was applied is kept, and nothing is applied in part of a line.
      Try again; if it stays like this, look in the server log.
    </ErrorState>
  );
}
