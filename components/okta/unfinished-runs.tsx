import type { Route } from 'next';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table } from '@/components/ui/table';
import { runKindWords } from '@/lib/schemas/okta-receipt';
import type { SetupRunSummary } from '@/lib/schemas/okta-run';
import { runStepPath } from './paths';
import { RunState } from './run-state';
import { furthestStep } from './wizard-steps';

export interface UnfinishedRunsProps {
  readonly runs: readonly SetupRunSummary[];
}

/** Earlier runs of the wizard, to go on with or to read. */
export function UnfinishedRuns({ runs }: UnfinishedRunsProps) {
  return (
    <Table
      caption="Set-up runs"
      rows={runs}
      rowKey={(run) => run.id}
      rowHref={(run): Route => runStepPath(run.id, furthestStep(run))}
      columns={[
        { id: 'org', header: 'Organisation', phone: 'title', cell: (run) => run.orgHost },
        {
          id: 'kind',
          header: 'For',
          cell: (run) => runKindWords[run.kind],
        },
        {
          id: 'state',
          header: 'State',
          phone: 'aside',
          cell: (run) => <RunState run={run} />,
        },
        {
          id: 'by',
          header: 'Begun by',
          cell: (run) => (run.isMine ? 'You' : run.createdBy),
        },
        { id: 'at', header: 'Begun', cell: (run) => <RelativeTime value={run.createdAt} /> },
      ]}
    />
  );
}
