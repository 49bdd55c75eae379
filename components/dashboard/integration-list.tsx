import type { Route } from 'next';
import { Badge } from '@/components/ui/badge';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table } from '@/components/ui/table';
import type { IntegrationHealth } from '@/lib/schemas/dashboard';

export interface IntegrationListProps {
  readonly integrations: readonly IntegrationHealth[];
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
      ]}
    />
  );
}

function Health({ row }: { readonly row: IntegrationHealth }) {
  if (!row.isEnabled) return <Badge>Switched off</Badge>;
  if (row.recentRefusedCount > 0) return <Badge tone="warning">Sign-ins refused</Badge>;
  if (row.recentCount > 0) return <Badge tone="good">Healthy</Badge>;
  return <Badge>Quiet</Badge>;
}

function describeRecent({ recentCount, recentRefusedCount }: IntegrationHealth): string {
  if (recentCount === 0) return 'No sign-in';
  const refused = recentRefusedCount === 0 ? 'none' : String(recentRefusedCount);
  return `${refused} of the latest ${String(recentCount)} refused`;
}
