import { Search, UserRound } from 'lucide-react';
import type { Route } from 'next';
import { Button, ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { TextField } from '@/components/ui/field';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, type Column } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { AccessDetails, AccessFilter, GrantedPerson } from '@/lib/schemas/application-access';
import { TakeGrant, type TakeActions } from './take-grant';

export interface GrantedPeopleProps extends TakeActions {
  readonly details: AccessDetails;
  readonly filter: AccessFilter;
}

/** The chosen people by login, a page at a time. */
export function GrantedPeople({ details, filter, ...actions }: GrantedPeopleProps) {
  const { people, grantedPeople, next } = details;
  if (people.count === 0) {
    return <p className="text-ink-muted text-sm">Nobody is chosen by name.</p>;
  }
  return (
    <div className="flex flex-col gap-4">
      <SearchForm search={filter.q} />
      {grantedPeople.length === 0 ? (
        <NobodyMatches details={details} search={filter.q} />
      ) : (
        <Table
          caption={`People chosen for ${details.applicationName}`}
          columns={columnsFor(details, actions)}
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
  details: AccessDetails,
  actions: TakeActions,
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
  if (!details.canManage) return facts;
  const remove: Column<GrantedPerson> = {
    id: 'remove',
    header: <span className="sr-only">Remove</span>,
    phone: 'aside',
    align: 'end',
    cell: ({ id, displayName, canRemove }) =>
      canRemove ? (
        <TakeGrant summary={details} kind="person" id={id} name={displayName} {...actions} />
      ) : (
        <span className="text-ink-muted text-xs">Only an owner may</span>
      ),
  };
  return [...facts, remove];
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
