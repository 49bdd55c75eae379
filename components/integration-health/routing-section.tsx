import type { ReactNode } from 'react';
import { OktaHelpLink } from '@/components/shell/okta-help-link';
import { Badge } from '@/components/ui/badge';
import { Notice } from '@/components/ui/notice';
import { RelativeTime } from '@/components/ui/relative-time';
import { Section } from '@/components/ui/section';
import { Table } from '@/components/ui/table';
import {
  isRightlySent,
  routeSubjectLabels,
  type RouteProof,
  type RoutingProofView,
} from '@/lib/schemas/integration-health';
import { RoutingHistory } from './routing-history';

export interface RoutingSectionProps {
  readonly routing: RoutingProofView;
  /** Looks now; left out for whom may not. */
  readonly lookNow?: ReactNode;
  /** The form of watched logins; left out for whom may not. */
  readonly watchedLogins?: ReactNode;
}

/** Where Okta sends people, as seen from outside, with what cannot be seen that way. */
export function RoutingSection({ routing, lookNow, watchedLogins }: RoutingSectionProps) {
  const { proofs, host, problem, problemCode } = routing;
  return (
    <Section
      id="routing"
      title="Where Okta sends people"
      description={
        <>
          AdminX asks {host} without a token, every ten minutes.{' '}
          {routing.lastLookAt === null ? (
            'It has not looked yet.'
          ) : (
            <>
              Last look: <RelativeTime value={routing.lastLookAt} />.
            </>
          )}
        </>
      }
      actions={lookNow}
    >
      {problem !== null && (
        <Notice tone="warning" title="The last look could not be finished">
          <p>
            {problem} <OktaHelpLink code={problemCode} />
          </p>
          {proofs.length > 0 && <p>Below is what was seen before that.</p>}
        </Notice>
      )}
      {proofs.length > 0 && <Proofs proofs={proofs} />}
      <Limits />
      {routing.periods.length > 0 && <RoutingHistory periods={routing.periods} />}
      {watchedLogins}
    </Section>
  );
}

function Proofs({ proofs }: { readonly proofs: readonly RouteProof[] }) {
  return (
    <Table
      caption="Where Okta sends the watched logins"
      rows={proofs}
      rowKey={({ login }) => login}
      columns={[
        {
          id: 'login',
          header: 'Login',
          phone: 'title',
          cell: ({ login }) => <span className="font-mono">{login}</span>,
        },
        { id: 'who', header: 'Who', cell: ({ who }) => routeSubjectLabels[who] },
        {
          id: 'expected',
          header: 'Belongs',
          phone: 'hidden',
          cell: ({ expected }) => belongs[expected],
        },
        { id: 'seen', header: 'Okta sends them', phone: 'aside', cell: Seen },
      ]}
    />
  );
}

const belongs = { us: 'to AdminX', okta: 'to Okta', away: 'not to AdminX' } as const;

function Seen(proof: RouteProof) {
  const { seen, idpName } = proof;
  const where = { us: 'to AdminX', okta: 'to Okta', elsewhere: `to ${idpName ?? 'another one'}` };
  return <Badge tone={isRightlySent(proof) ? 'good' : 'danger'}>{where[seen]}</Badge>;
}

/** What a right answer does not prove; said beside the answer. */
function Limits() {
  return (
    <div className="text-ink-muted max-w-[42rem] text-xs">
      <p>
        What this cannot see: Okta answers for this server, its address and its kind of browser. A
        rule for other networks, platforms or applications may decide otherwise for a person. It
        tells where a login is sent, not whether the sign-in then works; only a sign-in proves that.
        “A stranger” is an invented login of the same domain.
      </p>
    </div>
  );
}
