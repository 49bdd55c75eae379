import { OktaHelpLink } from '@/components/shell/okta-help-link';
import { Badge } from '@/components/ui/badge';
import { Notice } from '@/components/ui/notice';
import { oktaTokenMenuPath } from '@/lib/schemas/okta';
import type { AlignmentStatus, AlignmentSummary } from '@/lib/schemas/alignment';

const looks = {
  READING: { label: 'Reading Okta', tone: 'neutral' },
  COMPARING: { label: 'Comparing', tone: 'neutral' },
  READY: { label: 'Ready', tone: 'good' },
  CANCELLED: { label: 'Cancelled', tone: 'neutral' },
  FAILED: { label: 'Failed', tone: 'danger' },
  INTERRUPTED: { label: 'Interrupted', tone: 'warning' },
} as const satisfies Record<AlignmentStatus, { label: string; tone: string }>;

/** Where a comparison stands, in a word. */
export function AlignmentStatusBadge({ status }: { readonly status: AlignmentStatus }) {
  return <Badge tone={looks[status].tone}>{looks[status].label}</Badge>;
}

/** Why there is no report, and whether the token is dead; nothing while all is well. */
export function AlignmentEnd({ run }: { readonly run: AlignmentSummary }) {
  return (
    <>
      {run.tokenStatus === 'ALIVE' && (
        <Notice tone="danger" live="alert" title="The API token is still alive">
          <p>
            It was not proven dead. Revoke it in Okta’s Admin Console:{' '}
            <span className="font-medium">{oktaTokenMenuPath}</span>.
          </p>
        </Notice>
      )}
      {run.tokenStatus === 'REVOKED' && (
        <Notice tone="good" title="The API token is dead">
          <p>It was revoked, and Okta then refused it. AdminX keeps no copy.</p>
        </Notice>
      )}
      {run.status === 'FAILED' && (
        <Notice tone="danger" title="The comparison failed">
          <p>{run.problem ?? 'Something went wrong.'}</p>
          <p>Nothing was changed, here or in Okta. What was read is forgotten.</p>
          <p>
            <OktaHelpLink code={run.problemCode} />
          </p>
        </Notice>
      )}
      {run.status === 'CANCELLED' && (
        <Notice title="The comparison was cancelled">
          <p>Nothing was changed, here or in Okta. What was read is forgotten.</p>
        </Notice>
      )}
      {run.status === 'INTERRUPTED' && (
        <Notice tone="warning" title="The server stopped in the middle">
          <p>Nothing was changed, here or in Okta. Begin the comparison again.</p>
        </Notice>
      )}
      {run.skippedCount > 0 && (
        <Notice title="Some lines were passed over">
          <p>
            {run.skippedCount === 1
              ? '1 line names no login.'
              : `${run.skippedCount.toLocaleString('en')} lines name no login.`}
          </p>
        </Notice>
      )}
    </>
  );
}
