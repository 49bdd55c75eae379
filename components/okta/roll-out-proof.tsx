import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Table } from '@/components/ui/table';
import type { OktaRoute, RollOutRunView, SetupRunView } from '@/lib/schemas/okta-run';
import { ExitTestList } from './exit-test-list';
import { applicationPath } from './paths';

export interface RollOutProofProps {
  readonly run: SetupRunView & { readonly rollOut: RollOutRunView };
  readonly applicationId: string | null;
}

/** Prove: where people were seen to be sent, before and after, and what to watch now. */
export function RollOutProof({ run, applicationId }: RollOutProofProps) {
  const { rollOut } = run;
  return (
    <div className="flex flex-col gap-8">
      <section className="flex flex-col gap-3">
        <h3 className="text-sm font-semibold">1. Routing, seen from outside</h3>
        <Routes before={rollOut.routesBefore} after={rollOut.routesAfter} />
        <p className="text-ink-muted text-xs">
          Asked by WebFinger without any token, as a signed-out browser at this server would see it.
          Conditions on networks, applications and devices do not show here. Logins that begin with
          adminx-nobody are invented.
        </p>
      </section>
      {rollOut.fallback === 'dropped' && (
        <Notice tone="warning" title="This organisation does not offer falling back to Okta">
          <p>The rule was made without it. People use /login/default when AdminX fails.</p>
        </Notice>
      )}
      {rollOut.exitTest !== null && (
        <section className="flex flex-col gap-3">
          <h3 className="text-sm font-semibold">2. Before you go wider</h3>
          <ExitTestList exitTest={rollOut.exitTest} />
        </section>
      )}
      {applicationId !== null && (
        <div>
          <ButtonLink href={applicationPath(applicationId)} variant="primary">
            Watch it on the application’s page
          </ButtonLink>
        </div>
      )}
    </div>
  );
}

function Routes({ before, after }: Record<'before' | 'after', readonly OktaRoute[]>) {
  return (
    <Table
      caption="Where people are sent"
      rows={after.map((route) => ({
        ...route,
        was: before.find(({ login }) => login === route.login) ?? null,
      }))}
      rowKey={({ login }) => login}
      columns={[
        { id: 'login', header: 'Login', phone: 'title', cell: ({ login }) => login },
        { id: 'before', header: 'Before', cell: ({ was }) => (was === null ? '' : nameOf(was)) },
        { id: 'now', header: 'Now', phone: 'aside', cell: (route) => nameOf(route) },
      ]}
    />
  );
}

function nameOf({ type, idpName, idpId }: OktaRoute): string {
  return type === 'OKTA' ? 'Okta' : (idpName ?? idpId ?? type);
}
