import { Badge } from '@/components/ui/badge';
import { RelativeTime } from '@/components/ui/relative-time';
import { Section } from '@/components/ui/section';
import { Table } from '@/components/ui/table';
import type { ApplicationSignIn } from '@/lib/schemas/applications';

export interface ApplicationSignInsProps {
  readonly signIns: readonly ApplicationSignIn[];
}

/** The latest sign-ins, and the refused ones. */
export function ApplicationSignIns({ signIns }: ApplicationSignInsProps) {
  return (
    <Section id="sign-ins" title="Latest sign-ins">
      {signIns.length === 0 ? (
        <p className="text-ink-muted text-sm">Nobody has signed in through AdminX yet.</p>
      ) : (
        <Table
          caption="Latest sign-ins, newest first"
          rows={signIns}
          rowKey={(signIn) => signIn.id}
          columns={[
            { id: 'who', header: 'Login', phone: 'title', cell: whoOrWhy },
            {
              id: 'state',
              header: 'Verdict',
              phone: 'aside',
              cell: (signIn) => (
                <Badge tone={signIn.isAllowed ? 'good' : 'danger'}>
                  {signIn.isAllowed ? 'Signed in' : 'Refused'}
                </Badge>
              ),
            },
            { id: 'at', header: 'When', cell: (signIn) => <RelativeTime value={signIn.at} /> },
          ]}
        />
      )}
    </Section>
  );
}

/** The login; of a refused request also why, in words that mend it. */
function whoOrWhy({ login, reason }: ApplicationSignIn) {
  return (
    <>
      <p>{login ?? 'Nobody yet'}</p>
      {reason !== null && <p className="text-ink-muted text-xs">{reason}</p>}
    </>
  );
}
