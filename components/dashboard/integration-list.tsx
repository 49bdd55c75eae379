import type { Route } from 'next';
import { Badge } from '@/components/ui/badge';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table } from '@/components/ui/table';
import { healthLooks, type IntegrationHealthSummary } from '@/lib/schemas/integration-health';

export interface IntegrationListProps {
  readonly integrations: readonly IntegrationHealthSummary[];
}

/** The applications with their health; those that need a look come first. */
export function IntegrationList({ integrations }: IntegrationListProps) {
  if (integrations.length === 0) {
    return <p className="text-ink-muted text-sm">No application is connected yet.</p>;
  }
  return (
    <Table
      caption="Applications"
      rows={integrations}
      rowKey={({ id }) => id}
      rowHref={({ id }): Route => `/applications/${id}` as Route}
      columns={[
        { id: 'name', header: 'Application', phone: 'title', cell: ({ name }) => name },
        { id: 'health', header: 'Health', phone: 'aside', cell: (row) => <Health row={row} /> },
        {
          id: 'last',
          header: 'Last sign-in',
          cell: ({ lastSignInAt }) =>
            lastSignInAt === null ? 'Never' : <RelativeTime value={lastSignInAt} />,
        },
        { id: 'recent', header: 'Last seven days', cell: describeRecent },
        { id: 'why', header: 'What is wrong', cell: describeWorst },
      ]}
    />
  );
}

function Health({ row }: { readonly row: IntegrationHealthSummary }) {
  const { tone, label } = healthLooks[row.state];
  return <Badge tone={tone}>{label}</Badge>;
}

function describeWorst({ reasons: [worst] }: IntegrationHealthSummary): string {
  return worst === undefined || worst.tone === 'neutral' ? '' : worst.title;
}

function describeRecent({ recentCount, recentRefusedCount }: IntegrationHealthSummary): string {
  if (recentCount === 0) return 'No sign-in';
  const refused = recentRefusedCount === 0 ? 'none' : String(recentRefusedCount);
  return `${refused} of the latest ${String(recentCount)} refused`;
}
