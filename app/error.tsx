'use client';

import { ErrorState } from '@/components/ui/error-state';

/** Whatever no nearer error page caught. */
export default function RootError(props: { readonly error: unknown; readonly retry: () => void }) {
  return (
    <main id="main" className="max-w-form mx-auto px-6 py-16">
      <ErrorState {...props} />
    </main>
  );
}
