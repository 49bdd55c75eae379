import { Badge } from '@/components/ui/badge';
import { traceOutcomes, type TraceOutcome } from '@/lib/schemas/saml-traces';

const tones = {
  succeeded: 'good',
  refused: 'danger',
  waiting: 'neutral',
  unfinished: 'warning',
} as const;

/** How an exchange went. */
export function TraceOutcomeBadge({ outcome }: { readonly outcome: TraceOutcome }) {
  return <Badge tone={tones[outcome]}>{traceOutcomes[outcome]}</Badge>;
}
