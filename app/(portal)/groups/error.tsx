'use client';

import { ErrorState } from '@/components/ui/error-state';

/** The page could not be read; sign-ins do not depend on it. */
export default function SectionError(props: {
  readonly error: unknown;
  readonly retry: () => void;
}) {
  return (
    <ErrorState {...props}>
      People can still sign in. Nothing was changed. Try again; if it stays like this, look in the
      server log.
    </ErrorState>
  );
}
