import { UserSearch, X } from 'lucide-react';
import type { Route } from 'next';
import type { ReactNode } from 'react';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { GroupName } from '@/lib/schemas/groups';
import {
  countLimit,
  toUserListQuery,
  type UserListFilter,
  type UserPage,
} from '@/lib/schemas/user-lists';
import { UserFilters } from './user-filters';
import { roleLabels, signedInLabels, stateLabels } from './user-labels';
import { UserTable, type UserTableActions } from './user-table';

export interface UserListProps extends UserTableActions {
  readonly filter: UserListFilter;
  readonly page: UserPage;
  /** The groups one can filter by. */
  readonly groups: readonly GroupName[];
  /** What somebody who sees no one at all can do about it. */
  readonly firstStep?: ReactNode;
}

/** The people of the tenant: search, filters, order and page in the address. */
export function UserList({ filter, page, groups, firstStep, ...actions }: UserListProps) {
  return (
    <div className="flex flex-col gap-4">
      <UserFilters filter={filter} groups={groups} />
      <Chips filter={filter} groups={groups} />
      <UserTable
        users={page.users}
        filter={filter}
        count={countOf(page)}
        empty={<Nobody filter={filter} firstStep={firstStep} />}
        {...actions}
      />
      <Pages filter={filter} page={page} />
    </div>
  );
}

function countOf({ count }: UserPage): string {
  if (count > countLimit) return `More than ${countLimit.toLocaleString('en')} people`;
  return count === 1 ? '1 person' : `${count.toLocaleString('en')} people`;
}

function addressOf(filter: UserListFilter): Route {
  return `/users${toUserListQuery(filter)}` as Route;
}

const firstPage = { after: null, before: null };

function Chips({ filter, groups }: Pick<UserListProps, 'filter' | 'groups'>) {
  const { q, state, role, signedIn, group } = filter;
  const groupName = groups.find(({ id }) => id === group)?.name ?? 'chosen by link';
  const chips = [
    q === '' ? null : { label: `Search: ${q}`, without: { q: '' } },
    state && { label: `State: ${stateLabels[state]}`, without: { state: null } },
    role && { label: `Role: ${roleLabels[role]}`, without: { role: null } },
    group === null ? null : { label: `Group: ${groupName}`, without: { group: null } },
    signedIn && { label: `Last sign-in: ${signedInLabels[signedIn]}`, without: { signedIn: null } },
  ].filter((chip) => chip !== null);
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Filters in use" className="flex flex-wrap gap-2">
      {chips.map(({ label, without }) => (
        <li key={label}>
          <ButtonLink
            size="small"
            icon={<X aria-hidden />}
            className="max-w-full [overflow-wrap:anywhere] whitespace-normal"
            href={addressOf({ ...filter, ...firstPage, ...without })}
          >
            <span className="sr-only">Remove filter</span> {label}
          </ButtonLink>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <ButtonLink size="small" variant="quiet" href="/users">
            Remove all
          </ButtonLink>
        </li>
      )}
    </ul>
  );
}

function Nobody({ filter, firstStep }: Pick<UserListProps, 'filter' | 'firstStep'>) {
  const isFiltered =
    filter.q !== '' || filter.state || filter.role || filter.signedIn || filter.group;
  if (!isFiltered && !filter.after) {
    return (
      <EmptyState icon={<UserSearch />} title="Nobody here yet" action={firstStep}>
        People appear here once they are created. They sign in with a passkey.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<UserSearch />}
      title="Nobody matches"
      action={<ButtonLink href="/users">Show everybody</ButtonLink>}
    >
      {filter.q === ''
        ? 'Nobody fits the filters in use. Remove one of them.'
        : `No word of a login, e-mail address or name begins with “${filter.q}” and fits the filters.`}
    </EmptyState>
  );
}

function Pages({ filter, page }: Pick<UserListProps, 'filter' | 'page'>) {
  const { before, after } = page;
  if (!before && !after) return null;
  return (
    <nav aria-label="Pages" className="flex justify-end gap-2">
      {before && (
        <ButtonLink href={addressOf({ ...filter, before, after: null })}>Previous page</ButtonLink>
      )}
      {after && (
        <ButtonLink href={addressOf({ ...filter, after, before: null })}>Next page</ButtonLink>
      )}
    </nav>
  );
}
