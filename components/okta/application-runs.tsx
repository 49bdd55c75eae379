import { RelativeTime } from '@/components/ui/relative-time';
import { Table } from '@/components/ui/table';
import type { OktaApplicationDetails } from '@/lib/schemas/okta-application';
import { runKindWords } from '@/lib/schemas/okta-receipt';
import { receiptPath } from './paths';
import { RunState } from './run-state';

export interface ApplicationRunsProps {
  readonly runs: OktaApplicationDetails['runs'];
}

/** Every run about an application, each a link to its receipt. */
export function ApplicationRuns({ runs }: ApplicationRunsProps) {
  return (
    <Table
      caption="Runs, newest first"
      rows={runs}
      rowKey={({ id }) => id}
      rowHref={({ id }) => receiptPath(id)}
      columns={[
        { id: 'kind', header: 'Receipt', phone: 'title', cell: ({ kind }) => runKindWords[kind] },
        { id: 'state', header: 'State', phone: 'aside', cell: (run) => <RunState run={run} /> },
        { id: 'by', header: 'Begun by', cell: ({ createdBy }) => createdBy },
        { id: 'at', header: 'Begun', cell: ({ createdAt }) => <RelativeTime value={createdAt} /> },
      ]}
    />
  );
}
