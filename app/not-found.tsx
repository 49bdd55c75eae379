import type { Metadata } from 'next';
import { ButtonAnchor } from '@/components/ui/plain-button';

export const metadata: Metadata = { title: 'Nothing here' };

/** Any address that leads nowhere, or that this person may not see. */
export default function NotFound() {
  return (
    <main
      id="main"
      className="max-w-form mx-auto flex min-h-[60vh] flex-col justify-center gap-3 px-6"
    >
      <h1 className="text-xl font-semibold">There is nothing at this address</h1>
      <p className="text-ink-muted text-sm">
        The page may have been removed, the link may be old or already used, or your role may not
        show it.
      </p>
      <div className="mt-2">
        <ButtonAnchor href="/">Go to the start page</ButtonAnchor>
      </div>
    </main>
  );
}
