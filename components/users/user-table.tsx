'use client';

import type { Route } from 'next';
import { useState, type ReactNode } from 'react';
import { Table, type Column } from '@/components/ui/table';
import type { UserActPermissions } from '@/lib/schemas/user-acts';
import type { UserListFilter } from '@/lib/schemas/user-lists';
import type { UserSummary } from '@/lib/schemas/users';
import { SelectionBar, UserMenu } from './user-act-buttons';
import { factColumns, selectColumn } from './user-columns';
import { useUserActs, type UserActActions, type UserActs } from './use-user-acts';

/** What can be done to people of the list. */
export interface UserTableActions {
  readonly acts: UserActActions;
  readonly may: UserActPermissions;
}

export interface UserTableProps extends UserTableActions {
  readonly users: readonly UserSummary[];
  readonly filter: UserListFilter;
  /** How many people there are, in words. */
  readonly count: string;
  /** What stands here when there is nobody. */
  readonly empty: ReactNode;
}

/** The rows of the list, with selection and menus for those who may act on somebody. */
export function UserTable({ users, filter, count, empty, acts, may }: UserTableProps) {
  const { selected, toggle, clear } = useSelection(users);
  // The report stays open when the people it tells about are not in the list any more.
  const { begin, dialogs } = useUserActs(acts, clear);
  const mayAct = Object.values(may).includes(true);
  const reachable = users.filter((user) => user.isWithinReach);
  const facts = factColumns(filter);
  const columns = mayAct
    ? [selectColumn({ reachable, selected, toggle }), ...facts, menuColumn(may, begin)]
    : facts;
  return (
    <div className="flex flex-col gap-2">
      {users.length === 0 ? (
        empty
      ) : (
        <>
          <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <p className="text-ink-muted text-xs">{count}</p>
            {selected.size > 0 && (
              <SelectionBar
                users={users.filter(({ id }) => selected.has(id))}
                may={may}
                begin={begin}
                clear={clear}
              />
            )}
          </div>
          <Table
            caption="People"
            columns={columns}
            rows={users}
            rowKey={(user) => user.id}
            rowHref={(user) => `/users/${user.id}` as Route}
            linkColumn="name"
          />
        </>
      )}
      {dialogs}
    </div>
  );
}

/** Who is selected; who is not on this page any more is not selected any more. */
function useSelection(users: readonly UserSummary[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  return {
    selected: new Set(users.map(({ id }) => id).filter((id) => chosen.has(id))),
    toggle: (ids: readonly string[], isOn: boolean) => {
      setChosen((before) => {
        const others = [...before].filter((id) => !ids.includes(id));
        return new Set(isOn ? [...others, ...ids] : others);
      });
    },
    clear: () => {
      setChosen(new Set());
    },
  };
}

function menuColumn(may: UserActPermissions, begin: UserActs['begin']): Column<UserSummary> {
  return {
    id: 'menu',
    header: <span className="sr-only">Actions</span>,
    phone: 'aside',
    align: 'end',
    cell: (user) => user.isWithinReach && <UserMenu user={user} may={may} begin={begin} />,
  };
}
