import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { RelativeTime } from '@/components/ui/relative-time';
import { Section } from '@/components/ui/section';
import { Table } from '@/components/ui/table';
import type {
  FailureCause,
  HealthReason,
  IntegrationHealthView,
} from '@/lib/schemas/integration-health';
import { HealthBadge } from './health-badge';

export interface HealthSectionProps {
  readonly health: IntegrationHealthView;
}

/** How the integration stands and why: routing, sign-ins, certificate. */
export function HealthSection({ health }: HealthSectionProps) {
  const { state, reasons, failures } = health;
  return (
    <Section id="health" title="Health" actions={<HealthBadge state={state} />}>
      {reasons.length === 0 ? (
        <p className="text-ink-muted text-sm">
          Okta sends everybody where they belong, sign-ins get through, and the certificate is not
          near its end.
        </p>
      ) : (
        <ul className="divide-line border-line divide-y border-y">
          {reasons.map((reason) => (
            <Reason key={reason.code} reason={reason} />
          ))}
        </ul>
      )}
      <DefinitionList>
        <Definition term="Last good sign-in">
          {health.lastSignInAt === null ? 'None yet' : <RelativeTime value={health.lastSignInAt} />}
        </Definition>
        <Definition term="Last seven days">{describeRecent(health)}</Definition>
        <Definition term="Signing certificate">
          {describeDays(health.certificateDaysLeft)}
        </Definition>
      </DefinitionList>
      {failures.length > 0 && <Failures failures={failures} />}
    </Section>
  );
}

const icons: Record<HealthReason['tone'], { icon: ReactNode; word: string; colour: string }> = {
  danger: { icon: <CircleAlert />, word: 'Problem', colour: 'text-danger' },
  warning: { icon: <TriangleAlert />, word: 'Warning', colour: 'text-warning' },
  neutral: { icon: <Info />, word: 'Note', colour: 'text-ink-muted' },
};

function Reason({ reason }: { readonly reason: HealthReason }) {
  const { icon, word, colour } = icons[reason.tone];
  return (
    <li className="flex gap-3 py-3 text-sm">
      <span aria-hidden className={`${colour} mt-[3px] shrink-0 [&_svg]:size-4`}>
        {icon}
      </span>
      <div className="flex min-w-0 flex-col gap-1 [overflow-wrap:anywhere]">
        <h3 className="font-medium">
          <span className="sr-only">{word}: </span>
          {reason.title}
        </h3>
        <p className="text-ink-muted">
          {reason.why}
          {reason.since !== null && (
            <>
              {' '}
              Since <RelativeTime value={reason.since} />.
            </>
          )}
        </p>
        {reason.todo !== null && <p>{reason.todo}</p>}
      </div>
    </li>
  );
}

function describeRecent({ recentCount, recentRefusedCount }: IntegrationHealthView): string {
  if (recentCount === 0) return 'No sign-in';
  const refused = recentRefusedCount === 0 ? 'none' : String(recentRefusedCount);
  return `${refused} of the latest ${String(recentCount)} refused`;
}

function describeDays(days: number | null): string {
  if (days === null) return 'None';
  if (days < 0) return 'Has ended';
  return days === 1 ? '1 day left' : `${String(days)} days left`;
}

function Failures({ failures }: { readonly failures: readonly FailureCause[] }) {
  return (
    <Table
      caption="Refused sign-ins by cause"
      rows={failures}
      rowKey={({ reason }) => reason}
      columns={[
        {
          id: 'cause',
          header: 'Why sign-ins were refused',
          phone: 'title',
          cell: ({ label }) => label,
        },
        {
          id: 'count',
          header: 'How often',
          phone: 'aside',
          align: 'end',
          cell: ({ count }) => `${String(count)} ×`,
        },
        { id: 'last', header: 'Last time', cell: ({ lastAt }) => <RelativeTime value={lastAt} /> },
      ]}
    />
  );
}
