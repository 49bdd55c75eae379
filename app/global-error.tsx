'use client';

import { ErrorState } from '@/components/ui/error-state';
import './globals.css';

/** The root layout itself failed: this page brings its own document. */
export default function GlobalError(props: {
  readonly error: unknown;
  readonly retry: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>AdminX could not be shown</title>
        <main id="main" className="max-w-form mx-auto px-6 py-16">
          <ErrorState {...props} title="AdminX could not be shown" />
        </main>
      </body>
    </html>
  );
}
