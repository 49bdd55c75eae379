'use client';

import { ErrorState } from '@/components/ui/error-state';

/** The traces could not be read; sign-ins do not depend on this page. */
export default function TracesError(props: {
  readonly error: unknown;
  readonly retry: () => void;
}) {
  return (
    <ErrorState {...props} title="The traces could not be read">
      People can still sign in. Try again; if it stays like this, look in the server log.
    </ErrorState>
  );
}
