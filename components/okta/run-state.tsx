import { Badge } from '@/components/ui/badge';
import type { Tone } from '@/components/ui/notice';
import type { SetupRunStatus, SetupRunSummary } from '@/lib/schemas/okta-run';

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

/** Where a run is, in one word; a token that may live comes before everything. */
export function RunState({
  run,
}: {
  readonly run: Pick<SetupRunSummary, 'status' | 'tokenStatus'>;
}) {
  const isAlive = run.tokenStatus === 'ALIVE';
  const { tone, word } = isAlive
    ? ({ tone: 'danger', word: 'Token alive' } as const)
    : words[run.status];
  return <Badge tone={tone}>{word}</Badge>;
}
