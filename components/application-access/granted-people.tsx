'use client';

import { Search, UserRound } from 'lucide-react';
import type { Route } from 'next';
import { useState } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { TextField } from '@/components/ui/field';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, type Column } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { AccessDetails, AccessFilter, GrantedPerson } from '@/lib/schemas/application-access';
import type { TakeActions } from './take-dialog';
import { TakePeople } from './take-people';

export interface GrantedPeopleProps extends TakeActions {
  readonly details: AccessDetails;
  readonly filter: AccessFilter;
}

/** The chosen people by login, a page at a time; some can be ticked and taken out. */
export function GrantedPeople({ details, filter, ...actions }: GrantedPeopleProps) {
  const { people, grantedPeople, next } = details;
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => {
    const rest = new Set(ticked);
    if (!rest.delete(id)) rest.add(id);
    setTicked(rest);
  };
  if (people.count === 0) {
    return <p className="text-ink-muted text-sm">Nobody is chosen by name.</p>;
  }
  return (
    <div className="flex flex-col gap-4">
      <SearchForm search={filter.q} />
      {details.canManage && (
        <TakePeople
          {...actions}
          summary={details}
          people={grantedPeople.filter(({ id }) => ticked.has(id))}
          onTaken={() => {
            setTicked(new Set());
          }}
        />
      )}
      {grantedPeople.length === 0 ? (
        <NobodyMatches details={details} search={filter.q} />
      ) : (
        <Table
          caption={`People chosen for ${details.applicationName}`}
          columns={columnsFor(details.canManage, ticked, toggle)}
          rows={grantedPeople}
          rowKey={(person) => person.id}
        />
      )}
      <nav aria-label="Pages" className="flex justify-end gap-2 empty:hidden">
        {filter.after !== null && (
          <ButtonLink href={addressOf(details, { ...filter, after: null })}>First page</ButtonLink>
        )}
        {next !== null && (
          <ButtonLink href={addressOf(details, { ...filter, after: next })}>Next page</ButtonLink>
        )}
      </nav>
    </div>
  );
}

function columnsFor(
  canManage: boolean,
  ticked: ReadonlySet<string>,
  toggle: (id: string) => void,
): readonly Column<GrantedPerson>[] {
  const facts: readonly Column<GrantedPerson>[] = [
    {
      id: 'name',
      header: 'Name',
      phone: 'title',
      cell: ({ id, displayName }) => (
        <TextLink href={`/users/${id}` as Route}>{displayName}</TextLink>
      ),
    },
    { id: 'login', header: 'Login', cell: ({ login }) => login },
    {
      id: 'added',
      header: 'Added',
      phone: 'hidden',
      cell: ({ addedAt }) => <RelativeTime value={addedAt} />,
    },
  ];
  const choose: Column<GrantedPerson> = {
    id: 'choose',
    header: 'Choose',
    phone: 'aside',
    cell: ({ id, displayName, login, canRemove }) => (
      <input
        type="checkbox"
        aria-label={`Choose ${displayName}, ${login}`}
        checked={ticked.has(id)}
        disabled={!canRemove}
        title={canRemove ? undefined : 'Only an owner may act on this person.'}
        onChange={() => {
          toggle(id);
        }}
        className="accent-accent-solid block size-4 pointer-coarse:size-6"
      />
    ),
  };
  return canManage ? [choose, ...facts] : facts;
}

function SearchForm({ search }: { readonly search: string }) {
  return (
    <form method="get" role="search" className="max-w-form flex items-end gap-3">
      <div className="min-w-0 flex-1">
        <TextField label="Search the chosen people" name="q" type="search" defaultValue={search} />
      </div>
      <Button type="submit" icon={<Search aria-hidden />}>
        Search
      </Button>
    </form>
  );
}

function NobodyMatches({
  details,
  search,
}: Pick<GrantedPeopleProps, 'details'> & { search: string }) {
  return (
    <EmptyState
      icon={<UserRound />}
      title="Nobody matches"
      action={
        <ButtonLink href={addressOf(details, { q: '', after: null })}>Show everybody</ButtonLink>
      }
    >
      Nobody who is chosen by name has a login, e-mail address or name that begins like “{search}”.
    </EmptyState>
  );
}

function addressOf({ applicationId }: AccessDetails, filter: AccessFilter): Route {
  const query = new URLSearchParams();
  if (filter.q !== '') query.set('q', filter.q);
  if (filter.after !== null) query.set('after', filter.after);
  const text = query.toString();
  return `/applications/${applicationId}/access${text === '' ? '' : `?${text}`}` as Route;
}
