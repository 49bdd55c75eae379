import clsx from 'clsx';
import { Inbox, MailSearch, X } from 'lucide-react';
import type { Route } from 'next';
import { Badge } from '@/components/ui/badge';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Select, TextField } from '@/components/ui/field';
import { FilterFields, filterGrid } from '@/components/ui/filter-fields';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, type Column } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { MailListFilter, MailPage, MailState, OutgoingMailSummary } from '@/lib/schemas/mail';
import type { Action } from '@/lib/shared/action-result';
import { RetryButton } from './retry-button';

export interface OutboxProps {
  readonly filter: MailListFilter;
  readonly page: MailPage;
  /** Null for readers who may not. */
  readonly retry: Action<{ mailId: string }> | null;
}

const states = {
  waiting: { label: 'Waiting', tone: 'neutral' },
  sent: { label: 'Sent', tone: 'good' },
  failed: { label: 'Failed', tone: 'danger' },
} as const satisfies Record<MailState, unknown>;

/** Messages and what became of them, newest first; what they say is not shown. */
export function Outbox({ filter, page, retry }: OutboxProps) {
  const isFiltered = filter.q !== '' || filter.state !== null || filter.after !== null;
  if (page.mails.length === 0 && !isFiltered) return <NothingYet />;
  return (
    <div className="flex flex-col gap-4">
      <Filters filter={filter} />
      <Chips filter={filter} />
      {page.mails.length === 0 ? (
        <EmptyState
          icon={<MailSearch />}
          title="No message matches"
          action={<ButtonLink href="/settings/mail">Show every message</ButtonLink>}
        >
          Messages of the last 90 days are kept here.
        </EmptyState>
      ) : (
        <Table
          caption="Messages"
          columns={columnsFor(page.settings !== null ? retry : null)}
          rows={page.mails}
          rowKey={(mail) => mail.id}
        />
      )}
      <nav aria-label="Pages" className="flex justify-end gap-2">
        {filter.after !== null && (
          <ButtonLink href={addressOf({ ...filter, after: null })}>First page</ButtonLink>
        )}
        {page.next !== null && (
          <ButtonLink href={addressOf({ ...filter, after: page.next })}>Next page</ButtonLink>
        )}
      </nav>
    </div>
  );
}

function NothingYet() {
  return (
    <EmptyState icon={<Inbox />} title="No message yet">
      Invitations, notices about authenticators and reminders of certificates pass through here.
    </EmptyState>
  );
}

function Filters({ filter }: { readonly filter: MailListFilter }) {
  return (
    <form
      method="get"
      role="search"
      className={clsx(filterGrid, 'sm:grid-cols-[minmax(0,1fr)_9rem_9rem_auto]')}
    >
      <TextField label="Address begins with" name="q" type="search" defaultValue={filter.q} />
      <FilterFields label="Filters and order">
        <Select
          label="State"
          name="state"
          defaultValue={filter.state ?? ''}
          options={[
            { value: '', label: 'All' },
            ...Object.entries(states).map(([value, { label }]) => ({ value, label })),
          ]}
        />
        <Select
          label="Sort by"
          name="sort"
          defaultValue={filter.sort}
          options={[
            { value: 'newest', label: 'Newest first' },
            { value: 'oldest', label: 'Oldest first' },
          ]}
        />
      </FilterFields>
    </form>
  );
}

function Chips({ filter }: { readonly filter: MailListFilter }) {
  const chips = [
    ...(filter.q === '' ? [] : [{ label: `Address: ${filter.q}`, without: { q: '' } }]),
    ...(filter.state === null
      ? []
      : [{ label: states[filter.state].label, without: { state: null } }]),
  ];
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Filters that are set" className="flex flex-wrap gap-2">
      {chips.map(({ label, without }) => (
        <li key={label} className="min-w-0">
          <ButtonLink
            size="small"
            icon={<X aria-hidden />}
            href={addressOf({ ...filter, ...without, after: null })}
          >
            <span className="sr-only">Remove filter: </span>
            {label}
          </ButtonLink>
        </li>
      ))}
    </ul>
  );
}

function columnsFor(retry: OutboxProps['retry']): readonly Column<OutgoingMailSummary>[] {
  return [
    {
      id: 'to',
      header: 'To',
      phone: 'title',
      cell: (mail) =>
        mail.userId === null ? (
          mail.toAddress
        ) : (
          <TextLink href={`/users/${mail.userId}` as Route}>{mail.toAddress}</TextLink>
        ),
    },
    {
      id: 'about',
      header: 'About',
      cell: (mail) => <span className="whitespace-nowrap">{mail.about}</span>,
    },
    {
      id: 'state',
      header: 'State',
      phone: 'aside',
      cell: ({ state }) => <Badge tone={states[state].tone}>{states[state].label}</Badge>,
    },
    {
      id: 'made',
      header: 'Made',
      cell: (mail) => (
        <span className="whitespace-nowrap">
          <RelativeTime value={mail.createdAt} />
        </span>
      ),
    },
    { id: 'what', header: 'What happened', cell: (mail) => <WhatHappened mail={mail} /> },
    ...(retry
      ? [
          {
            id: 'retry',
            header: 'Action',
            align: 'end',
            cell: (mail) =>
              mail.state === 'waiting' && mail.attempts > 0 ? (
                <RetryButton mailId={mail.id} toAddress={mail.toAddress} retry={retry} />
              ) : null,
          } satisfies Column<OutgoingMailSummary>,
        ]
      : []),
  ];
}

function WhatHappened({ mail }: { readonly mail: OutgoingMailSummary }) {
  if (mail.state === 'sent') return mail.sentAt && <RelativeTime value={mail.sentAt} />;
  const tries = mail.attempts === 1 ? 'Tried once.' : `Tried ${String(mail.attempts)} times.`;
  if (mail.attempts === 0) return 'On its way';
  return (
    <span className="flex flex-col gap-0.5">
      <span>
        {mail.state === 'failed' && 'Given up. '}
        {tries}
        {mail.nextAttemptAt !== null && (
          <>
            {' Next try '}
            <RelativeTime value={mail.nextAttemptAt} />.
          </>
        )}
      </span>
      {mail.lastError !== null && <span className="text-ink-muted">{mail.lastError}</span>}
      {mail.state === 'failed' && mail.about === 'Invitation' && (
        <span>The link does not reach this person: invite again from their page.</span>
      )}
    </span>
  );
}

function addressOf(filter: MailListFilter): Route {
  const query = new URLSearchParams();
  if (filter.q !== '') query.set('q', filter.q);
  if (filter.state !== null) query.set('state', filter.state);
  if (filter.sort !== 'newest') query.set('sort', filter.sort);
  if (filter.after !== null) query.set('after', filter.after);
  const text = query.toString();
  return text === '' ? '/settings/mail' : `/settings/mail?${text}`;
}
