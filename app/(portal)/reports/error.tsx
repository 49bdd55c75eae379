'use client';

import { ErrorState } from '@/components/ui/error-state';

/** The events could not be read; they are still written, and sign-ins do not depend on this page. */
export default function ReportsError(props: {
  readonly error: unknown;
  readonly retry: () => void;
}) {
  return (
    <ErrorState {...props} title="The events could not be read">
      People can still sign in, and what they do is still written down. Try again; if it stays like
      this, look in the server log.
    </ErrorState>
  );
}
