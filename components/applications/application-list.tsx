import { AppWindow } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { RelativeTime } from '@/components/ui/relative-time';
import type { ApplicationSummary } from '@/lib/schemas/applications';

export interface ApplicationListProps {
  readonly applications: readonly ApplicationSummary[];
}

/** The applications as cards with their state. */
export function ApplicationList({ applications }: ApplicationListProps) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {applications.map((application) => (
        <li key={application.id}>
          <ApplicationCard application={application} />
        </li>
      ))}
    </ul>
  );
}

function ApplicationCard({ application }: { readonly application: ApplicationSummary }) {
  return (
    <article className="rounded-control border-line hover:border-line-strong relative flex h-full flex-col gap-3 border p-4">
      <div className="flex items-start justify-between gap-3">
        <div className="flex min-w-0 items-start gap-2.5">
          <AppWindow aria-hidden className="text-ink-muted mt-[3px] size-4 shrink-0" />
          <h2 className="min-w-0 text-sm font-semibold [overflow-wrap:anywhere]">
            <Link
              href={`/applications/${application.id}` as Route}
              className="after:rounded-control focus-visible:after:outline-accent after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-2"
            >
              {application.name}
            </Link>
          </h2>
        </div>
        <Badge tone={application.isEnabled ? 'good' : 'warning'}>
          {application.isEnabled ? 'Connected' : 'Switched off'}
        </Badge>
      </div>
      <dl className="text-ink-muted flex flex-col gap-1 text-xs">
        <Fact term="Organisation">{application.orgHost ?? 'Set up by hand'}</Fact>
        <Fact term="Routed">{application.pilotLogin ?? 'As your rule in Okta says'}</Fact>
        <Fact term="Last sign-in">
          {application.lastSignInAt === null ? (
            'Nobody yet'
          ) : (
            <RelativeTime value={application.lastSignInAt} />
          )}
        </Fact>
      </dl>
    </article>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[6rem_minmax(0,1fr)] gap-2">
      <dt>{term}</dt>
      <dd className="text-ink [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
