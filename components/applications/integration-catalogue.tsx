import { FileCode, FileText, KeyRound, Plus, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { ButtonLink } from '@/components/ui/button';

/** What can be added: the pre-built integrations, and any other application that speaks SAML. */
export function IntegrationCatalogue() {
  return (
    <div className="flex flex-col gap-12">
      <Shelf id="pre-built" title="Pre-built integrations">
        <Card
          icon={<ShieldCheck />}
          title="Okta SAML"
          description="People sign in to Okta with a passkey instead of a password. AdminX becomes a SAML identity provider of your Okta organisation."
          points={[
            'Takes about five minutes and a one-time API token.',
            'Begins with one test person; everybody else signs in as before.',
            'Every change is shown before it is made, and taken back if a step fails.',
          ]}
        >
          <ButtonLink href="/applications/okta/setup" variant="primary" icon={<Plus aria-hidden />}>
            Add integration
          </ButtonLink>
          <ButtonLink href="/applications/okta/by-hand" icon={<FileText aria-hidden />}>
            Set up by hand
          </ButtonLink>
        </Card>
      </Shelf>
      <Shelf id="custom" title="Custom">
        <Card
          icon={<KeyRound />}
          title="Custom SAML 2.0"
          description="Any other application that takes SAML 2.0. AdminX becomes its identity provider."
          points={[
            'Reads the metadata of the application from an address, a file or a paste.',
            'Shows what it found and what is odd about it before anything is saved.',
            'Names, attributes, signatures and encryption are set for each application.',
          ]}
        >
          <ButtonLink href="/applications/custom/import" icon={<FileCode aria-hidden />}>
            From metadata
          </ButtonLink>
          <ButtonLink href="/applications/custom/new" icon={<FileText aria-hidden />}>
            By hand
          </ButtonLink>
        </Card>
      </Shelf>
    </div>
  );
}

interface ShelfProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

function Shelf({ id, title, children }: ShelfProps) {
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4">
      <h2 id={id} className="text-base font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}

interface CardProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly description: string;
  readonly points: readonly string[];
  /** The ways to add it. */
  readonly children: ReactNode;
}

function Card({ icon, title, description, points, children }: CardProps) {
  return (
    <article className="rounded-control border-line grid max-w-[48rem] gap-6 border p-5 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="flex min-w-0 gap-4">
        <span
          aria-hidden
          className="rounded-control bg-accent-soft text-accent flex size-10 shrink-0 items-center justify-center [&_svg]:size-5"
        >
          {icon}
        </span>
        <div className="flex min-w-0 flex-col gap-3">
          <div>
            <h3 className="text-sm font-semibold">{title}</h3>
            <p className="text-ink-muted text-sm">{description}</p>
          </div>
          <ul className="text-ink-muted flex flex-col gap-1 text-xs">
            {points.map((point) => (
              <li key={point} className="ml-4 list-disc">
                {point}
              </li>
            ))}
          </ul>
        </div>
      </div>
      <div className="flex flex-wrap gap-2 sm:flex-col sm:items-stretch">{children}</div>
    </article>
  );
}
