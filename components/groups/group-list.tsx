import clsx from 'clsx';
import { Users, UsersRound, X } from 'lucide-react';
import type { Route } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Select, TextField } from '@/components/ui/field';
import { FilterFields, filterGrid } from '@/components/ui/filter-fields';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, type Column } from '@/components/ui/table';
import type { GroupListFilter, GroupPage, GroupSummary } from '@/lib/schemas/groups';

export interface GroupListProps {
  readonly filter: GroupListFilter;
  readonly page: GroupPage;
  readonly canManage: boolean;
}

const columns: readonly Column<GroupSummary>[] = [
  { id: 'name', header: 'Name', phone: 'title', cell: (group) => group.name },
  { id: 'description', header: 'Description', cell: (group) => group.description },
  {
    id: 'people',
    header: 'People',
    align: 'end',
    phone: 'aside',
    cell: (group) => (
      <span className="inline-flex items-center gap-1.5 tabular-nums">
        <Users aria-hidden className="text-ink-muted size-3.5 sm:hidden" />
        {group.memberCount.toLocaleString('en')}
        <span className="sr-only sm:hidden"> people</span>
      </span>
    ),
  },
  {
    id: 'created',
    header: 'Created',
    phone: 'hidden',
    cell: (group) => <RelativeTime value={group.createdAt} />,
  },
];

/** The groups of the tenant: search and sort in the address, pages by cursor. */
export function GroupList({ filter, page, canManage }: GroupListProps) {
  if (page.groups.length === 0 && filter.q === '' && filter.after === null) {
    return <NoGroups canManage={canManage} />;
  }
  return (
    <div className="flex flex-col gap-4">
      <Filters filter={filter} />
      {filter.q !== '' && (
        <div className="flex flex-wrap gap-2">
          <ButtonLink
            size="small"
            icon={<X aria-hidden />}
            href={addressOf({ ...filter, q: '', after: null })}
          >
            {`Search: ${filter.q}`}
          </ButtonLink>
        </div>
      )}
      {page.groups.length === 0 ? (
        <NothingFound search={filter.q} />
      ) : (
        <Table
          caption="Groups"
          columns={columns}
          rows={page.groups}
          rowKey={(group) => group.id}
          rowHref={(group) => `/groups/${group.id}` as Route}
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

function Filters({ filter }: { readonly filter: GroupListFilter }) {
  return (
    <form
      method="get"
      role="search"
      className={clsx(filterGrid, 'sm:grid-cols-[minmax(0,1fr)_11rem_auto]')}
    >
      <TextField label="Search groups" name="q" type="search" defaultValue={filter.q} />
      <FilterFields label="Order">
        <Select
          label="Sort by"
          name="sort"
          defaultValue={filter.sort}
          options={[
            { value: 'name', label: 'Name' },
            { value: 'members', label: 'Most people first' },
            { value: 'created', label: 'Newest first' },
          ]}
        />
      </FilterFields>
    </form>
  );
}

function NoGroups({ canManage }: { readonly canManage: boolean }) {
  return (
    <EmptyState
      icon={<UsersRound />}
      title="No groups yet"
      action={
        canManage && (
          <ButtonLink href="/groups/new" variant="primary">
            Create group
          </ButtonLink>
        )
      }
    >
      A group is a named set of people, such as a team or a site. It makes people easier to find,
      and can be filled from a CSV file.
    </EmptyState>
  );
}

function NothingFound({ search }: { readonly search: string }) {
  return (
    <EmptyState
      icon={<UsersRound />}
      title="No group matches"
      action={<ButtonLink href="/groups">Show all groups</ButtonLink>}
    >
      {search === ''
        ? 'This page is empty.'
        : `No name or description of a group contains “${search}”.`}
    </EmptyState>
  );
}

function addressOf(filter: GroupListFilter): Route {
  const query = new URLSearchParams();
  if (filter.q !== '') query.set('q', filter.q);
  if (filter.sort !== 'name') query.set('sort', filter.sort);
  if (filter.after !== null) query.set('after', filter.after);
  const text = query.toString();
  return text === '' ? '/groups' : `/groups?${text}`;
}
