import { Badge } from '@/components/ui/badge';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table } from '@/components/ui/table';
import type { RoutingPeriodView, RoutingVerdict } from '@/lib/schemas/integration-health';

export interface RoutingHistoryProps {
  /** Newest first. */
  readonly periods: readonly RoutingPeriodView[];
}

const looks = {
  right: { label: 'As it should be', tone: 'good' },
  drifted: { label: 'Differs', tone: 'danger' },
  silent: { label: 'Not seen', tone: 'warning' },
} as const satisfies Record<RoutingVerdict, { label: string; tone: string }>;

/** What was seen before: one line for each time in which every look had the same outcome. */
export function RoutingHistory({ periods }: RoutingHistoryProps) {
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-sm font-medium">What was seen</h3>
      <Table
        caption="What was seen, newest first"
        rows={periods}
        rowKey={({ id }) => id}
        columns={[
          {
            id: 'verdict',
            header: 'Outcome',
            phone: 'aside',
            cell: ({ verdict }) => <Badge tone={looks[verdict].tone}>{looks[verdict].label}</Badge>,
          },
          {
            id: 'since',
            header: 'From',
            phone: 'title',
            cell: ({ firstSeenAt }) => <RelativeTime value={firstSeenAt} />,
          },
          {
            id: 'until',
            header: 'Last seen so',
            cell: ({ lastSeenAt, lookCount }) => (
              <>
                <RelativeTime value={lastSeenAt} />,{' '}
                {lookCount === 1 ? '1 look' : `${String(lookCount)} looks`}
              </>
            ),
          },
          {
            id: 'what',
            header: 'What differed',
            cell: ({ differences }) =>
              differences.length === 0 ? (
                <span className="text-ink-muted">Nothing</span>
              ) : (
                <ul>
                  {differences.map((difference) => (
                    <li key={difference}>{difference}</li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
    </div>
  );
}
