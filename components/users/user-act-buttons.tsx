'use client';

import { Ellipsis, LogOut, Send, Trash2, UserCheck, UserRound, UserX, X } from 'lucide-react';
import type { Route } from 'next';
import { Button } from '@/components/ui/button';
import { DropdownMenu, MenuAction, MenuLink, MenuSeparator } from '@/components/ui/dropdown-menu';
import type { UserAct, UserActPermissions } from '@/lib/schemas/user-acts';
import type { UserSummary } from '@/lib/schemas/users';

type Begin = (act: UserAct, users: readonly UserSummary[]) => void;

const icons: Record<UserAct, typeof Send> = {
  invite: Send,
  end_sessions: LogOut,
  enable: UserCheck,
  disable: UserX,
  delete: Trash2,
};

/** What makes sense for one person in a state, in the order of the menu. */
const offered: Record<UserSummary['state'], readonly UserAct[]> = {
  enrolled: ['end_sessions', 'disable', 'delete'],
  invited: ['invite', 'disable', 'delete'],
  not_enrolled: ['invite', 'disable', 'delete'],
  disabled: ['enable', 'delete'],
};

/** What can be done to one person of the list. */
export function UserMenu(props: {
  readonly user: UserSummary;
  readonly may: UserActPermissions;
  readonly begin: Begin;
}) {
  const { user, may, begin } = props;
  const acts = offered[user.state].filter((act) => may[act]);
  return (
    <div className="relative z-10 inline-block">
      <DropdownMenu
        trigger={
          <Button
            variant="quiet"
            size="small"
            icon={<Ellipsis aria-hidden />}
            aria-label={`Actions for ${user.displayName}`}
          />
        }
      >
        <MenuLink href={`/users/${user.id}` as Route} icon={<UserRound aria-hidden />}>
          Open
        </MenuLink>
        {acts.map((act) => {
          const Icon = icons[act];
          return (
            <div key={act} role="none">
              {act === 'delete' && <MenuSeparator />}
              <MenuAction
                icon={<Icon aria-hidden />}
                tone={act === 'delete' ? 'danger' : undefined}
                onSelect={() => {
                  begin(act, [user]);
                }}
              >
                {act === 'invite' && user.state === 'invited' ? 'Invite again' : labels[act]}
              </MenuAction>
            </div>
          );
        })}
      </DropdownMenu>
    </div>
  );
}

const labels: Record<UserAct, string> = {
  invite: 'Invite',
  end_sessions: 'End sessions',
  enable: 'Enable',
  disable: 'Disable',
  delete: 'Delete',
};

const order = ['invite', 'end_sessions', 'enable', 'disable', 'delete'] as const;

/** What can be done to everybody who is selected. */
export function SelectionBar(props: {
  readonly users: readonly UserSummary[];
  readonly may: UserActPermissions;
  readonly begin: Begin;
  readonly clear: () => void;
}) {
  const { users, may, begin, clear } = props;
  return (
    <div role="group" aria-label="Selected people" className="flex flex-wrap items-center gap-2">
      <p role="status" className="text-xs font-medium">
        {users.length} selected
      </p>
      {order
        .filter((act) => may[act])
        .map((act) => {
          const Icon = icons[act];
          return (
            <Button
              key={act}
              size="small"
              icon={<Icon aria-hidden />}
              onClick={() => {
                begin(act, users);
              }}
            >
              {labels[act]}
            </Button>
          );
        })}
      <Button size="small" variant="quiet" icon={<X aria-hidden />} onClick={clear}>
        Clear selection
      </Button>
    </div>
  );
}
