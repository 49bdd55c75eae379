import { FileText, Plus, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { ButtonLink } from '@/components/ui/button';

/** What can be added: the pre-built integrations, each with its ways. */
export function IntegrationCatalogue() {
  return (
    <section aria-labelledby="pre-built" className="flex flex-col gap-4">
      <h2 id="pre-built" className="text-base font-semibold">
        Pre-built integrations
      </h2>
      <article className="rounded-control border-line grid max-w-[48rem] gap-6 border p-5 sm:grid-cols-[minmax(0,1fr)_auto]">
        <div className="flex min-w-0 gap-4">
          <span
            aria-hidden
            className="rounded-control bg-accent-soft text-accent flex size-10 shrink-0 items-center justify-center [&_svg]:size-5"
          >
            <ShieldCheck />
          </span>
          <div className="flex min-w-0 flex-col gap-3">
            <div>
              <h3 className="text-sm font-semibold">Okta SAML</h3>
              <p className="text-ink-muted text-sm">
                People sign in to Okta with a passkey instead of a password. AdminX becomes a SAML
                identity provider of your Okta organisation.
              </p>
            </div>
            <ul className="text-ink-muted flex flex-col gap-1 text-xs">
              <Point>Takes about five minutes and a one-time API token.</Point>
              <Point>Begins with one test person; everybody else signs in as before.</Point>
              <Point>
                Every change is shown before it is made, and taken back if a step fails.
              </Point>
            </ul>
          </div>
        </div>
        <div className="flex flex-wrap gap-2 sm:flex-col sm:items-stretch">
          <ButtonLink href="/applications/okta/setup" variant="primary" icon={<Plus aria-hidden />}>
            Add integration
          </ButtonLink>
          <ButtonLink href="/applications/okta/by-hand" icon={<FileText aria-hidden />}>
            Set up by hand
          </ButtonLink>
        </div>
      </article>
    </section>
  );
}

function Point({ children }: { readonly children: ReactNode }) {
  return <li className="ml-4 list-disc">{children}</li>;
}
