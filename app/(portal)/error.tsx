'use client';

import { ErrorState } from '@/components/ui/error-state';

/** A page of the portal failed; the shell stays. */
export default function PortalError(props: {
  readonly error: unknown;
  readonly retry: () => void;
}) {
  return <ErrorState {...props} />;
}
