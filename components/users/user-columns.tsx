'use client';

import clsx from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { Route } from 'next';
import Link from 'next/link';
import { RelativeTime } from '@/components/ui/relative-time';
import type { Column } from '@/components/ui/table';
import { toUserListQuery, type UserListFilter } from '@/lib/schemas/user-lists';
import type { UserSummary } from '@/lib/schemas/users';
import { roleLabels, UserStateBadge } from './user-labels';

/** Who is selected, and how to change that. */
export interface UserSelection {
  /** Those of this page the reader may act on. */
  readonly reachable: readonly UserSummary[];
  readonly selected: ReadonlySet<string>;
  readonly toggle: (ids: readonly string[], isOn: boolean) => void;
}

/** The checkboxes. */
export function selectColumn({ reachable, selected, toggle }: UserSelection): Column<UserSummary> {
  const isAll = reachable.length > 0 && reachable.every(({ id }) => selected.has(id));
  return {
    id: 'select',
    phone: 'lead',
    header: (
      <Checkbox
        label="Select everybody on this page"
        checked={isAll}
        onChange={(isOn) => {
          toggle(
            reachable.map(({ id }) => id),
            isOn,
          );
        }}
      />
    ),
    cell: (user) =>
      user.isWithinReach && (
        <Checkbox
          label={`Select ${user.displayName}`}
          checked={selected.has(user.id)}
          onChange={(isOn) => {
            toggle([user.id], isOn);
          }}
        />
      ),
  };
}

function Checkbox(props: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  return (
    <label className="relative z-10 -m-2 flex size-8 items-center justify-center">
      <span className="sr-only">{props.label}</span>
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => {
          props.onChange(event.target.checked);
        }}
        className="accent-accent-solid size-4"
      />
    </label>
  );
}

/** What is known of each person. */
export function factColumns(filter: UserListFilter): readonly Column<UserSummary>[] {
  return [
    {
      id: 'name',
      ...sortable(filter, { label: 'Name', sort: 'name', first: 'name' }),
      phone: 'title',
      cell: (user) => user.displayName,
    },
    {
      id: 'login',
      ...sortable(filter, { label: 'Login', sort: 'login', first: 'login' }),
      cell: (user) => user.login,
    },
    {
      id: 'state',
      header: 'State',
      phone: 'aside',
      cell: (user) => <UserStateBadge state={user.state} />,
    },
    { id: 'role', header: 'Role', phone: 'hidden', cell: (user) => roleLabels[user.role] },
    {
      id: 'last',
      ...sortable(filter, { label: 'Last sign-in', sort: 'last_sign_in', first: '-last_sign_in' }),
      phone: 'hidden',
      cell: (user) => (user.lastSignInAt ? <RelativeTime value={user.lastSignInAt} /> : 'Never'),
    },
    {
      id: 'created',
      ...sortable(filter, { label: 'Created', sort: 'created', first: '-created' }),
      phone: 'hidden',
      cell: (user) => <RelativeTime value={user.createdAt} />,
    },
  ];
}

/** A header that sorts; pressed again, it turns the order round. */
function sortable(
  filter: UserListFilter,
  column: {
    readonly label: string;
    readonly sort: 'login' | 'name' | 'last_sign_in' | 'created';
    /** The order a first press gives. */
    readonly first: UserListFilter['sort'];
  },
): Pick<Column<UserSummary>, 'header' | 'sort'> {
  const isCurrent = filter.sort.replace('-', '') === column.sort;
  const isDescending = filter.sort.startsWith('-');
  const opposite = isDescending ? column.sort : (`-${column.sort}` as const);
  const next = isCurrent ? opposite : column.first;
  const Arrow = isDescending ? ArrowDown : ArrowUp;
  const state = isDescending ? 'descending' : 'ascending';
  const query = toUserListQuery({ ...filter, sort: next, after: null, before: null });
  return {
    sort: isCurrent ? state : 'none',
    header: (
      <Link
        href={`/users${query}` as Route}
        className={clsx('hover:text-ink inline-flex items-center gap-1', isCurrent && 'text-ink')}
      >
        {column.label}
        {isCurrent && <Arrow aria-hidden className="size-3" />}
      </Link>
    ),
  };
}
