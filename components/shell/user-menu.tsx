'use client';

import { ChevronsUpDown, LogOut, UserRound } from 'lucide-react';
import { useState, useTransition } from 'react';
import {
  DropdownMenu,
  MenuAction,
  MenuChoice,
  MenuLabel,
  MenuLink,
  MenuSeparator,
} from '@/components/ui/dropdown-menu';
import { chooseTheme, type Theme } from './theme';
import { themeOptions } from './theme-options';

export interface ShellPerson {
  readonly name: string;
  readonly login: string;
}

export interface UserMenuProps {
  readonly person: ShellPerson;
  readonly theme: Theme;
  /** Ends the session and leads to the sign-in page. */
  readonly signOut: () => Promise<unknown>;
  /** `bar` is the small form at phone width. */
  readonly form: 'side' | 'bar';
}

/** Who is signed in: own account, theme, sign out. */
export function UserMenu({ person, theme: initialTheme, signOut, form }: UserMenuProps) {
  const [theme, setTheme] = useState(initialTheme);
  const [isLeaving, startLeaving] = useTransition();
  return (
    <DropdownMenu
      align={form === 'side' ? 'start' : 'end'}
      side={form === 'side' ? 'top' : 'bottom'}
      trigger={
        <button
          type="button"
          aria-label={`Account of ${person.name}`}
          className="rounded-control hover:bg-line/50 flex min-h-9 w-full min-w-0 items-center gap-2.5 px-2.5 py-1.5 text-left"
        >
          <UserRound aria-hidden className="text-ink-muted size-4 shrink-0" />
          {form === 'side' && <PersonLines person={person} />}
        </button>
      }
    >
      {form === 'bar' && (
        <MenuLabel>
          <PersonLines person={person} />
        </MenuLabel>
      )}
      <MenuLink href="/account" icon={<UserRound aria-hidden />}>
        My account
      </MenuLink>
      <MenuSeparator />
      <MenuLabel>Theme</MenuLabel>
      <MenuChoice
        label="Theme"
        value={theme}
        options={themeOptions}
        onChange={(next) => {
          setTheme(next);
          chooseTheme(next);
        }}
      />
      <MenuSeparator />
      <MenuAction
        icon={<LogOut aria-hidden />}
        disabled={isLeaving}
        onSelect={() => {
          startLeaving(async () => {
            await signOut();
          });
        }}
      >
        Sign out
      </MenuAction>
    </DropdownMenu>
  );
}

function PersonLines({ person }: { readonly person: ShellPerson }) {
  return (
    <>
      <span className="flex min-w-0 flex-1 flex-col text-xs leading-4">
        <span className="text-ink truncate font-medium">{person.name}</span>
        <span className="text-ink-muted truncate">{person.login}</span>
      </span>
      <ChevronsUpDown aria-hidden className="text-ink-muted size-4 shrink-0" />
    </>
  );
}
