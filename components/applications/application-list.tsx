import { AppWindow } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { RelativeTime } from '@/components/ui/relative-time';
import type { ApplicationSummary } from '@/lib/schemas/applications';
import { healthLooks, type IntegrationHealthSummary } from '@/lib/schemas/integration-health';

export interface ApplicationListProps {
  readonly applications: readonly ApplicationSummary[];
  /** Of those that are Okta organisations. */
  readonly health: readonly IntegrationHealthSummary[];
}

/** The applications as cards with their state. */
export function ApplicationList({ applications, health }: ApplicationListProps) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {applications.map((application) => (
        <li key={application.id}>
          <ApplicationCard
            application={application}
            health={health.find(({ id }) => id === application.id)}
          />
        </li>
      ))}
    </ul>
  );
}

interface ApplicationCardProps {
  readonly application: ApplicationSummary;
  readonly health: IntegrationHealthSummary | undefined;
}

function ApplicationCard({ application, health }: ApplicationCardProps) {
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
        <CardState isEnabled={application.isEnabled} health={health} />
      </div>
      {health?.reasons[0] !== undefined && health.reasons[0].tone !== 'neutral' && (
        <p className="text-xs [overflow-wrap:anywhere]">{health.reasons[0].title}</p>
      )}
      <dl className="text-ink-muted flex flex-col gap-1 text-xs">
        {application.kind === 'CUSTOM_SAML' ? (
          <Fact term="Entity ID">{application.entityId}</Fact>
        ) : (
          <OktaFacts application={application} />
        )}
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

function OktaFacts({ application }: Pick<ApplicationCardProps, 'application'>) {
  return (
    <>
      <Fact term="Organisation">{application.orgHost ?? 'Set up by hand'}</Fact>
      <Fact term="Routed">{application.pilotLogin ?? 'As your rule in Okta says'}</Fact>
    </>
  );
}

interface CardStateProps {
  readonly isEnabled: boolean;
  readonly health: IntegrationHealthSummary | undefined;
}

/** The health, or whether it is switched on where there is none. */
function CardState({ isEnabled, health }: CardStateProps) {
  if (health) {
    const { tone, label } = healthLooks[health.state];
    return <Badge tone={tone}>{label}</Badge>;
  }
  return (
    <Badge tone={isEnabled ? 'good' : 'warning'}>{isEnabled ? 'Connected' : 'Switched off'}</Badge>
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
