'use client';

import { ChevronsUpDown, Keyboard, LayoutGrid, LogOut, UserRound } from 'lucide-react';
import { useState } from 'react';
import {
  DropdownMenu,
  MenuAction,
  MenuChoice,
  MenuLabel,
  MenuLink,
  MenuSeparator,
} from '@/components/ui/dropdown-menu';
import { openKeysDialog } from './shell-signals';
import { signOut } from './sign-out';
import { chooseTheme, currentTheme } from './theme';
import { themeOptions } from './theme-options';

export interface ShellPerson {
  readonly name: string;
  readonly login: string;
}

export interface UserMenuProps {
  readonly person: ShellPerson;
  /** `bar` is the small form at phone width. */
  readonly form: 'side' | 'bar';
}

/** Who is signed in: own applications and account, theme, sign out. */
export function UserMenu({ person, form }: UserMenuProps) {
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
      <MenuLink href="/my-applications" icon={<LayoutGrid aria-hidden />}>
        My applications
      </MenuLink>
      <MenuLink href="/account" icon={<UserRound aria-hidden />}>
        My account
      </MenuLink>
      <MenuSeparator />
      <ThemeChoice />
      <MenuSeparator />
      <MenuAction icon={<Keyboard aria-hidden />} onSelect={openKeysDialog}>
        Keyboard shortcuts
      </MenuAction>
      <MenuSeparator />
      <MenuAction
        icon={<LogOut aria-hidden />}
        onSelect={() => {
          void signOut();
        }}
      >
        Sign out
      </MenuAction>
    </DropdownMenu>
  );
}

/** In a menu, so it is only ever drawn in the browser, anew whenever the menu opens. */
function ThemeChoice() {
  const [theme, setTheme] = useState(currentTheme);
  return (
    <>
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
    </>
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
