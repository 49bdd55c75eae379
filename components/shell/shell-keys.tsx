'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { leaveGuarded } from '@/components/ui/unsaved-changes';
import { areKeysOn, letterPlaces, readKey } from './keys';
import { KeysDialog } from './keys-dialog';
import type { NavigationItem } from './navigation';
import { onShellSignal, openCommandMenu, openKeysDialog } from './shell-signals';

/** How long the letter after `g` may take. */
const letterTimeMs = 1500;

const own = [
  { label: 'My account', href: '/account' as Route },
  { label: 'My applications', href: '/my-applications' as Route },
];

export interface ShellKeysProps {
  /** Only the places this person may see. */
  readonly places: readonly NavigationItem[];
}

/** The keys of the portal: Ctrl/⌘-K everywhere, single keys where nothing is typed. */
export function ShellKeys({ places }: ShellKeysProps) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const isOwn = (href: string) => own.some((place) => place.href === href);
  const portal = places.filter(({ href }) => !isOwn(href));
  const keyed = letterPlaces([...portal.map(({ label, href }) => ({ label, href })), ...own]);
  useEffect(
    () =>
      onShellSignal('keys', () => {
        setOpen(true);
      }),
    [],
  );
  useEffect(() =>
    listenToKeys((letter) => {
      const found = keyed.find((candidate) => candidate.letter === letter);
      if (!found) return;
      leaveGuarded(() => {
        router.push(found.place.href);
      });
    }),
  );
  return (
    <KeysDialog
      open={isOpen}
      places={keyed}
      onClose={() => {
        setOpen(false);
      }}
    />
  );
}

/** When `g` was pressed last; outlives a new drawing of the shell. */
let goPressedAt = 0;

function listenToKeys(goTo: (letter: string) => void): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (isMenuKey(event)) {
      event.preventDefault();
      openCommandMenu();
      return;
    }
    if (isSingleKey(event) && areKeysOn(document.cookie)) act(event, goTo);
  };
  document.addEventListener('keydown', onKey);
  return () => {
    document.removeEventListener('keydown', onKey);
  };
}

function act(event: KeyboardEvent, goTo: (letter: string) => void): void {
  const isAfterG = event.timeStamp - goPressedAt < letterTimeMs && goPressedAt > 0;
  const meaning = readKey(event.key, isAfterG);
  goPressedAt = meaning === 'go' ? event.timeStamp : 0;
  if (meaning === null) return;
  event.preventDefault();
  if (meaning === 'search') focusSearch();
  else if (meaning === 'keys') openKeysDialog();
  else if (meaning !== 'go') goTo(meaning.goTo);
}

function isMenuKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'k' && ctrlKey !== metaKey && !altKey && !shiftKey;
}

/** Nothing is typed into and nothing is open that keys belong to. */
function isSingleKey(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const { target } = event;
  const isField =
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [role=menu]') !== null);
  return !isField && document.querySelector('dialog[open], [role=menu]') === null;
}

/** The page's own search, or the command menu on a page without one. */
function focusSearch(): void {
  const fields = document.querySelectorAll<HTMLInputElement>('main input[type=search]');
  const field = [...fields].find((candidate) => candidate.checkVisibility());
  if (!field) {
    openCommandMenu();
    return;
  }
  field.focus();
  field.select();
}
