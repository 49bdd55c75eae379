import 'server-only';
import type { SamlTraceSummaryRow } from '@/lib/db/saml-traces';
import { findCheck } from '@/lib/schemas/saml-checks';
import type { TraceOutcome, TraceSummary } from '@/lib/schemas/saml-traces';

/** As long as a sign-in waits for its person, in milliseconds. */
const waitingMs = 600_000;

/** A trace as the list shows it. */
export function toTraceSummary(row: SamlTraceSummaryRow, now: Date): TraceSummary {
  const { traceId, kind, applicationId, applicationName, issuer, login, failedCheck } = row;
  return {
    ...{ traceId, kind, applicationId, login },
    outcome: outcomeOf(row, now),
    applicationName: applicationName ?? issuer,
    failed: failedCheck === null ? null : (findCheck(failedCheck)?.name ?? failedCheck),
    startedAt: row.startedAt.toISOString(),
  };
}

function outcomeOf({ outcome, startedAt }: SamlTraceSummaryRow, now: Date): TraceOutcome {
  if (outcome === 'SUCCEEDED') return 'succeeded';
  if (outcome === 'REFUSED') return 'refused';
  return now.getTime() - startedAt.getTime() > waitingMs ? 'unfinished' : 'waiting';
}
