import type { Route } from 'next';
import { Badge } from '@/components/ui/badge';
import type { Tone } from '@/components/ui/notice';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table } from '@/components/ui/table';
import type { SetupRunStatus, SetupRunSummary } from '@/lib/schemas/okta-run';
import { runStepPath } from './paths';
import { furthestStep } from './wizard-steps';

export interface UnfinishedRunsProps {
  readonly runs: readonly SetupRunSummary[];
}

const words: Record<SetupRunStatus, { readonly tone: Tone; readonly word: string }> = {
  CONNECTED: { tone: 'neutral', word: 'Connected' },
  CHECKED: { tone: 'neutral', word: 'Checked' },
  PLANNED: { tone: 'neutral', word: 'Planned' },
  APPLYING: { tone: 'warning', word: 'Applying' },
  SUCCEEDED: { tone: 'good', word: 'Done' },
  ROLLED_BACK: { tone: 'warning', word: 'Taken back' },
  FAILED: { tone: 'danger', word: 'Failed' },
  CANCELLED: { tone: 'neutral', word: 'Cancelled' },
  INTERRUPTED: { tone: 'danger', word: 'Interrupted' },
};

function stateOf(run: SetupRunSummary) {
  if (run.tokenStatus === 'ALIVE') return { tone: 'danger', word: 'Token alive' } as const;
  return words[run.status];
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
          cell: (run) => (run.kind === 'UNDO' ? 'Removal' : 'Set-up'),
        },
        {
          id: 'state',
          header: 'State',
          phone: 'aside',
          cell: (run) => <Badge tone={stateOf(run).tone}>{stateOf(run).word}</Badge>,
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
