import { Search, UserSearch, X } from 'lucide-react';
import type { Route } from 'next';
import { Button, ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Select, TextField } from '@/components/ui/field';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, type Column } from '@/components/ui/table';
import type { UserListFilter, UserPage, UserSummary } from '@/lib/schemas/users';
import { roleLabels, stateLabels, UserStateBadge } from './user-labels';

export interface UserListProps {
  readonly filter: UserListFilter;
  readonly page: UserPage;
}

const columns: readonly Column<UserSummary>[] = [
  { id: 'name', header: 'Name', phone: 'title', cell: (user) => user.displayName },
  { id: 'login', header: 'Login', cell: (user) => user.login },
  {
    id: 'state',
    header: 'State',
    phone: 'aside',
    cell: (user) => <UserStateBadge state={user.state} />,
  },
  { id: 'role', header: 'Role', phone: 'hidden', cell: (user) => roleLabels[user.role] },
  {
    id: 'last',
    header: 'Last sign-in',
    phone: 'hidden',
    cell: (user) => (user.lastSignInAt ? <RelativeTime value={user.lastSignInAt} /> : 'Never'),
  },
];

/** The people of the tenant: search and filters in the address, pages by cursor. */
export function UserList({ filter, page }: UserListProps) {
  return (
    <div className="flex flex-col gap-4">
      <Filters filter={filter} />
      <Chips filter={filter} />
      {page.users.length === 0 ? (
        <NobodyFound filter={filter} />
      ) : (
        <Table
          caption="People"
          columns={columns}
          rows={page.users}
          rowKey={(user) => user.id}
          rowHref={(user) => `/users/${user.id}` as Route}
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

function Filters({ filter }: { readonly filter: UserListFilter }) {
  return (
    <form
      method="get"
      role="search"
      className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_11rem_11rem_auto]"
    >
      <TextField label="Search people" name="q" type="search" defaultValue={filter.q} />
      <Select
        label="State"
        name="state"
        defaultValue={filter.state ?? ''}
        options={[
          { value: '', label: 'All' },
          ...Object.entries(stateLabels).map(([value, label]) => ({ value, label })),
        ]}
      />
      <Select
        label="Sort by"
        name="sort"
        defaultValue={filter.sort}
        options={[
          { value: 'login', label: 'Login' },
          { value: 'created', label: 'Newest first' },
        ]}
      />
      <Button type="submit" icon={<Search aria-hidden />}>
        Search
      </Button>
    </form>
  );
}

function Chips({ filter }: { readonly filter: UserListFilter }) {
  const isFiltered = filter.q !== '' || filter.state !== null;
  if (!isFiltered) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {filter.q !== '' && (
        <ButtonLink
          size="small"
          icon={<X aria-hidden />}
          href={addressOf({ ...filter, q: '', after: null })}
        >
          {`Search: ${filter.q}`}
        </ButtonLink>
      )}
      {filter.state !== null && (
        <ButtonLink
          size="small"
          icon={<X aria-hidden />}
          href={addressOf({ ...filter, state: null, after: null })}
        >
          {`State: ${stateLabels[filter.state]}`}
        </ButtonLink>
      )}
    </div>
  );
}

function NobodyFound({ filter }: { readonly filter: UserListFilter }) {
  return (
    <EmptyState
      icon={<UserSearch />}
      title="Nobody matches"
      action={<ButtonLink href="/users">Show everybody</ButtonLink>}
    >
      {filter.q === ''
        ? 'Nobody is in this state.'
        : `No login, e-mail address or name contains “${filter.q}”.`}
    </EmptyState>
  );
}

function addressOf(filter: UserListFilter): Route {
  const query = new URLSearchParams();
  if (filter.q !== '') query.set('q', filter.q);
  if (filter.state !== null) query.set('state', filter.state);
  if (filter.sort !== 'login') query.set('sort', filter.sort);
  if (filter.order !== null) query.set('order', filter.order);
  if (filter.after !== null) query.set('after', filter.after);
  const text = query.toString();
  return text === '' ? '/users' : `/users?${text}`;
}
