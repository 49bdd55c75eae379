import { Route as RouteIcon } from 'lucide-react';
import type { Route } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, type Column } from '@/components/ui/table';
import {
  traceKinds,
  traceSearch,
  type TracePage,
  type TraceQuery,
  type TraceSummary,
} from '@/lib/schemas/saml-traces';
import { TraceOutcomeBadge } from './trace-outcome';

export interface TraceListProps {
  readonly query: TraceQuery;
  readonly page: TracePage;
}

const columns: readonly Column<TraceSummary>[] = [
  {
    id: 'what',
    header: 'Exchange',
    phone: 'title',
    cell: ({ kind, applicationName }) => (
      <span className="[overflow-wrap:anywhere]">
        {traceKinds[kind]}
        {applicationName !== null && `: ${applicationName}`}
      </span>
    ),
  },
  {
    id: 'outcome',
    header: 'Outcome',
    phone: 'aside',
    cell: ({ outcome }) => <TraceOutcomeBadge outcome={outcome} />,
  },
  {
    id: 'failed',
    header: 'Failed at',
    cell: ({ failed }) => <span className="[overflow-wrap:anywhere]">{failed}</span>,
  },
  {
    id: 'person',
    header: 'Person',
    cell: ({ login }) => <span className="[overflow-wrap:anywhere]">{login}</span>,
  },
  {
    id: 'id',
    header: 'Trace id',
    phone: 'hidden',
    cell: ({ traceId }) => <span className="font-mono">{traceId}</span>,
  },
  {
    id: 'when',
    header: 'When',
    cell: ({ startedAt }) => (
      <span className="whitespace-nowrap">
        <RelativeTime value={startedAt} />
      </span>
    ),
  },
];

/** The traces of one page, newest first. */
export function TraceList({ query, page }: TraceListProps) {
  return (
    <div className="flex flex-col gap-3">
      {page.traces.length === 0 ? (
        <NoTraces isEmpty={page.isEmpty} />
      ) : (
        <Table
          caption="SAML traces, newest first"
          columns={columns}
          rows={page.traces}
          rowKey={({ traceId }) => traceId}
          rowHref={({ traceId }) => `/reports/traces/${traceId}` as Route}
        />
      )}
      <nav aria-label="Pages" className="flex justify-end gap-2">
        {query.after !== null && <ButtonLink href={addressOf(query)}>Newest traces</ButtonLink>}
        {page.next !== null && (
          <ButtonLink href={addressOf(query, page.next)}>Older traces</ButtonLink>
        )}
      </nav>
    </div>
  );
}

function addressOf(query: TraceQuery, after: string | null = null): Route {
  return `/reports/traces${traceSearch(query, after)}` as Route;
}

function NoTraces({ isEmpty }: { readonly isEmpty: boolean }) {
  if (isEmpty) {
    return (
      <EmptyState icon={<RouteIcon />} title="No exchange yet">
        Every sign-in and sign-out by SAML will stand here, good or bad, as soon as an application
        sends somebody.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<RouteIcon />}
      title="No trace matches"
      action={<ButtonLink href="/reports/traces">Show all traces</ButtonLink>}
    >
      Remove a filter, or search for a whole trace id, the beginning of a login, or the beginning of
      the name of an application.
    </EmptyState>
  );
}
