'use client';

import { ErrorState } from '@/components/ui/error-state';

/** The account page failed; the shell stays. */
export default function AccountError(props: {
  readonly error: unknown;
  readonly retry: () => void;
}) {
  return <ErrorState {...props} />;
}
