import type { ReactNode } from 'react';
import { ButtonLink } from '@/components/ui/button';
import { CopyableValue } from '@/components/ui/copyable-value';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { Table } from '@/components/ui/table';
import type { OktaRoute, SetupResult, SetupRunView } from '@/lib/schemas/okta-run';
import { LiveVerdict, type PilotSignIn } from './live-verdict';
import { NewTab } from './new-tab';
import { applicationPath, receiptPath } from './paths';
import { TokenState } from './token-state';

export interface ProveStepProps {
  readonly run: SetupRunView & { readonly result: SetupResult };
  readonly latestSignIn: PilotSignIn | null;
}

/** Prove: a real sign-in, the routing seen from outside, the way back, and the dead token. */
export function ProveStep({ run, latestSignIn }: ProveStepProps) {
  const { org, result } = run;
  return (
    <div className="flex flex-col gap-8">
      <Part title="1. Sign in as the test person">
        <p className="text-ink-muted text-sm [overflow-wrap:anywhere]">
          Open one of these in a private window, or on the test person&apos;s device, and sign in as{' '}
          {result.pilotLogin}.
        </p>
        <div className="flex flex-wrap gap-2">
          <NewTab href={`${org.url}/sso/saml2/${result.idpId}`} isMain>
            Test this identity provider
          </NewTab>
          <NewTab href={org.url}>Open the sign-in page of {org.host}</NewTab>
        </div>
        <LiveVerdict pilotLogin={result.pilotLogin} latest={latestSignIn} />
      </Part>
      <Part title="2. Routing, seen from outside">
        <RoutesTable before={result.routeBefore} after={result.routeAfter} />
        <p className="text-ink-muted text-xs [overflow-wrap:anywhere]">
          Where Okta sends {result.pilotLogin}, asked by WebFinger without any token, as a
          signed-out browser would see it.
        </p>
      </Part>
      <Part title="3. The way back">
        <DefinitionList>
          <Definition
            term="Okta's own sign-in"
            help="Always works, whatever the rules say. Keep one administrator who knows it."
          >
            <CopyableValue what="fallback address" value={`${org.url}/login/default`} />
          </Definition>
        </DefinitionList>
      </Part>
      <TokenState tokenStatus={run.tokenStatus} organisation={org} />
      <div className="flex flex-wrap gap-2">
        {result.applicationId !== null && (
          <ButtonLink href={applicationPath(result.applicationId)} variant="primary">
            Open the application
          </ButtonLink>
        )}
        <ButtonLink href={receiptPath(run.id)}>Open the receipt</ButtonLink>
      </div>
    </div>
  );
}

function Part(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3">
      <h3 className="text-sm font-semibold">{props.title}</h3>
      {props.children}
    </section>
  );
}

function describeRoute(route: OktaRoute): string {
  return route.type === 'OKTA' ? 'Okta itself' : (route.idpName ?? route.type);
}

function RoutesTable({ before, after }: { readonly before: OktaRoute; readonly after: OktaRoute }) {
  const rows = [
    { when: 'Before this run', route: before },
    { when: 'After this run', route: after },
  ];
  return (
    <Table
      caption="Where Okta sends the test person"
      rows={rows}
      rowKey={(row) => row.when}
      columns={[
        { id: 'when', header: 'When', phone: 'title', cell: (row) => row.when },
        { id: 'to', header: 'Is sent to', phone: 'aside', cell: (row) => describeRoute(row.route) },
        {
          id: 'id',
          header: 'Identity provider',
          cell: (row) => <span className="font-mono">{row.route.idpId ?? '—'}</span>,
        },
      ]}
    />
  );
}
