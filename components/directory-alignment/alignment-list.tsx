import { GitCompareArrows } from 'lucide-react';
import type { Route } from 'next';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table } from '@/components/ui/table';
import { alignmentKinds, type AlignmentSummary } from '@/lib/schemas/alignment';
import { AlignmentStatusBadge } from './alignment-status';

export interface AlignmentListProps {
  /** Newest first. */
  readonly runs: readonly AlignmentSummary[];
}

/** The comparisons so far; each opens its report. */
export function AlignmentList({ runs }: AlignmentListProps) {
  if (runs.length === 0) {
    return (
      <EmptyState icon={<GitCompareArrows />} title="Nothing has been compared yet">
        A comparison shows who would be made twice in Okta, whose login is spelt differently, and
        who is missing on either side, before people are routed.
      </EmptyState>
    );
  }
  return (
    <Table
      caption="Comparisons, newest first"
      rows={runs}
      rowKey={({ id }) => id}
      rowHref={({ id }): Route => `/directory/alignment/${id}` as Route}
      columns={[
        { id: 'from', header: 'Compared with', phone: 'title', cell: ({ from }) => from },
        {
          id: 'state',
          header: 'State',
          phone: 'aside',
          cell: ({ status }) => <AlignmentStatusBadge status={status} />,
        },
        { id: 'differ', header: 'Differ', align: 'end', cell: describeDifference },
        {
          id: 'when',
          header: 'Begun',
          cell: ({ createdAt }) => <RelativeTime value={createdAt} />,
        },
        { id: 'by', header: 'By', phone: 'hidden', cell: ({ createdByLogin }) => createdByLogin },
      ]}
    />
  );
}

function describeDifference({ status, counts }: AlignmentSummary): string {
  if (status !== 'READY') return '';
  const differing = alignmentKinds
    .filter((kind) => kind !== 'EXACT')
    .reduce((sum, kind) => sum + (counts[kind] ?? 0), 0);
  return differing.toLocaleString('en');
}
