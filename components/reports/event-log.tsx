'use client';

import { Pause, Play, ScrollText } from 'lucide-react';
import type { Route } from 'next';
import { Badge } from '@/components/ui/badge';
import { Button, ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, type Column } from '@/components/ui/table';
import type { AuditEventSummary } from '@/lib/schemas/audit-events';
import { namedFilters, type AuditLogFilter, type AuditLogPage } from '@/lib/schemas/audit-log';
import { logAddress } from './log-address';
import { useEventTail, type EventTail } from './use-event-tail';

export interface EventLogProps {
  readonly filter: AuditLogFilter;
  /** The place this page comes after; null on the newest page. */
  readonly before: number | null;
  readonly page: AuditLogPage;
}

const columns: readonly Column<AuditEventSummary>[] = [
  {
    id: 'event',
    header: 'Event',
    phone: 'title',
    cell: ({ sentence }) => <span className="[overflow-wrap:anywhere]">{sentence}</span>,
  },
  { id: 'result', header: 'Result', phone: 'aside', cell: (event) => <Result event={event} /> },
  {
    id: 'with',
    header: 'With',
    cell: ({ factor, browser }) => (
      <span className="inline-block sm:min-w-28">
        {[factor, browser].filter(Boolean).join(', ')}
      </span>
    ),
  },
  {
    id: 'address',
    header: 'Address',
    phone: 'hidden',
    cell: ({ ip }) => (
      <span className="inline-block min-w-24 font-mono [overflow-wrap:anywhere]">{ip}</span>
    ),
  },
  {
    id: 'when',
    header: 'When',
    cell: ({ at }) => (
      <span className="whitespace-nowrap">
        <RelativeTime value={at} />
      </span>
    ),
  },
];

/** The events of one page, and above them those that come in while the page is watched. */
export function EventLog({ filter, before, page }: EventLogProps) {
  const tail = useEventTail(filter, page.last);
  const rows = [...tail.events, ...page.events];
  return (
    <div className="flex flex-col gap-3">
      {before === null && <TailBar tail={tail} />}
      {rows.length === 0 ? (
        <NoEvents filter={filter} isEmpty={page.isEmpty} />
      ) : (
        <Table
          caption="Events, newest first"
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          rowHref={({ id }) => `/reports/events/${id}` as Route}
        />
      )}
      <nav aria-label="Pages" className="flex justify-end gap-2">
        {before !== null && <ButtonLink href={logAddress(filter)}>Newest events</ButtonLink>}
        {page.next !== null && (
          <ButtonLink href={logAddress(filter, page.next)}>Older events</ButtonLink>
        )}
      </nav>
    </div>
  );
}

const tailTexts = {
  off: 'New events are not shown by themselves.',
  live: 'New events appear here as they happen.',
  retrying: 'The server does not answer. Trying again; nothing will be missed.',
  asleep: 'Paused after ten minutes. Nothing will be missed.',
} as const;

function TailBar({ tail }: { readonly tail: EventTail }) {
  const isOn = tail.state === 'live' || tail.state === 'retrying';
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        size="small"
        aria-pressed={isOn}
        icon={isOn ? <Pause aria-hidden /> : <Play aria-hidden />}
        onClick={isOn ? tail.pause : tail.start}
      >
        {isOn ? 'Pause' : 'Watch live'}
      </Button>
      {tail.state === 'live' && <Badge tone="good">Live</Badge>}
      {tail.state === 'retrying' && <Badge tone="warning">No connection</Badge>}
      <span className="text-ink-muted text-xs">{tailTexts[tail.state]}</span>
    </div>
  );
}

function Result({ event }: { readonly event: AuditEventSummary }) {
  if (event.result === 'succeeded') return <Badge tone="good">Succeeded</Badge>;
  return <Badge tone="danger">{event.reason ?? 'Failed'}</Badge>;
}

function NoEvents({
  filter,
  isEmpty,
}: {
  readonly filter: AuditLogFilter;
  readonly isEmpty: boolean;
}) {
  if (isEmpty || Object.keys(namedFilters(filter)).length === 0) {
    return (
      <EmptyState icon={<ScrollText />} title="Nothing has happened yet">
        Every sign-in and every change will stand here, newest first.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<ScrollText />}
      title="No event matches"
      action={<ButtonLink href="/reports">Show all events</ButtonLink>}
    >
      Remove a filter, or look at a longer time. Words are found by their beginning.
    </EmptyState>
  );
}
