'use client';

import { Search } from 'lucide-react';
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';
import type { ShellCommand } from './commands';
import type { NavigationItem } from './navigation';
import { onShellSignal, openCommandMenu } from './shell-signals';

/** Loaded when it is first wanted, so that no page pays for it. */
const loadPalette = () => import('./command-palette');
const CommandPalette = lazy(loadPalette);

export interface CommandMenuProps {
  /** Only the places this person may see. */
  readonly places: readonly NavigationItem[];
  /** Only what this person may do. */
  readonly commands: readonly ShellCommand[];
}

/** The command menu; drawn once, opened by {@link openCommandMenu}. */
export function CommandMenu({ places, commands }: CommandMenuProps) {
  const [state, setState] = useState<'unused' | 'open' | 'closed'>('unused');
  useEffect(
    () =>
      onShellSignal('commandMenu', () => {
        setState('open');
      }),
    [],
  );
  if (state === 'unused') return null;
  return (
    <Suspense fallback={null}>
      <CommandPalette
        open={state === 'open'}
        places={places}
        commands={commands}
        onClose={() => {
          setState('closed');
        }}
      />
    </Suspense>
  );
}

/** Opens the command menu: with its keys beside the navigation, as an icon at phone width. */
export function CommandMenuButton({ form }: { readonly form: 'side' | 'bar' }) {
  const keys = useMenuKeys();
  const common = {
    'aria-keyshortcuts': 'Control+K Meta+K',
    onClick: openCommandMenu,
    onPointerEnter: () => void loadPalette(),
    onFocus: () => void loadPalette(),
  } as const;
  if (form === 'bar') {
    return (
      <Button
        {...common}
        variant="quiet"
        icon={<Search aria-hidden />}
        aria-label="Search and commands"
        className="px-2.5"
      />
    );
  }
  return (
    <button
      {...common}
      type="button"
      aria-label="Search and commands"
      className="rounded-control border-line-strong/60 bg-canvas text-ink-muted hover:text-ink flex h-9 w-full items-center gap-2.5 border px-2.5 text-left text-xs"
    >
      <Search aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 flex-1">Search</span>
      <kbd aria-hidden className="font-sans">
        {keys}
      </kbd>
    </button>
  );
}

/** `⌘K` on Apple's systems, known only in the browser. */
function useMenuKeys(): string {
  return useSyncExternalStore(
    () => () => undefined,
    () => (/Mac|iPhone|iPad/u.test(navigator.userAgent) ? '⌘K' : 'Ctrl K'),
    () => 'Ctrl K',
  );
}
