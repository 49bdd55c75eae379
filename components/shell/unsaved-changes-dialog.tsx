'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import {
  hasUnsavedChanges,
  leaveGuarded,
  registerLeaveDialog,
} from '@/components/ui/unsaved-changes';

/** Asks before a page with unsaved changes is left by a link or by the back button. Once a shell. */
export function UnsavedChangesDialog() {
  const [leave, setLeave] = useState<(() => void) | null>(null);
  const router = useRouter();
  useEffect(
    () =>
      registerLeaveDialog((go) => {
        setLeave(() => go);
      }),
    [],
  );
  useEffect(
    () =>
      guardLinks((path) => {
        router.push(path);
      }),
    [router],
  );
  useEffect(guardTraversal, []);
  const stay = () => {
    setLeave(null);
  };
  return (
    <Dialog
      open={leave !== null}
      onClose={stay}
      title="Leave without saving?"
      description="What you changed on this page is not saved. If you leave, it is gone."
      footer={
        <>
          <Button
            onClick={() => {
              stay();
              leave?.();
            }}
          >
            Leave without saving
          </Button>
          <Button variant="primary" onClick={stay}>
            Stay on this page
          </Button>
        </>
      }
    />
  );
}

/** Holds clicks on links of the portal until the person agreed. */
function guardLinks(go: (path: Route) => void): () => void {
  const onClick = (event: MouseEvent) => {
    const path = hasUnsavedChanges() ? followedPath(event) : null;
    if (path === null) return;
    event.preventDefault();
    event.stopPropagation();
    leaveGuarded(() => {
      go(path);
    });
  };
  // On the window and while capturing: before the router's own handler.
  window.addEventListener('click', onClick, { capture: true });
  return () => {
    window.removeEventListener('click', onClick, { capture: true });
  };
}

/** Where a click leads within the portal, when it leaves this page in this tab. */
function followedPath(event: MouseEvent): Route | null {
  const link = isPlainClick(event) && findLink(event.target);
  if (!link || link.hasAttribute('download') || !['', '_self'].includes(link.target)) return null;
  const url = new URL(link.href);
  // Another site is left to the browser's own question; a part of this page is no leaving.
  const isPage = url.origin === window.location.origin && !url.pathname.startsWith('/api/');
  if (!isPage || url.pathname === window.location.pathname) return null;
  return `${url.pathname}${url.search}${url.hash}` as Route;
}

function isPlainClick(event: MouseEvent): boolean {
  const { button, altKey, ctrlKey, metaKey, shiftKey } = event;
  return button === 0 && ![altKey, ctrlKey, metaKey, shiftKey].includes(true);
}

function findLink(target: EventTarget | null): HTMLAnchorElement | null {
  return target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null;
}

/** Holds the back and forward buttons until the person agreed. Browsers before 2026 may not. */
function guardTraversal(): (() => void) | undefined {
  if (!('navigation' in window)) return undefined;
  const { navigation } = window;
  let agreedKey: string | null = null;
  const onNavigate = (event: NavigateEvent) => {
    const { navigationType, destination, cancelable } = event;
    if (navigationType !== 'traverse' || !cancelable || !hasUnsavedChanges()) return;
    if (destination.key === agreedKey) return;
    if (new URL(destination.url).pathname === window.location.pathname) return;
    event.preventDefault();
    leaveGuarded(() => {
      agreedKey = destination.key;
      navigation.traverseTo(destination.key);
    });
  };
  navigation.addEventListener('navigate', onNavigate);
  return () => {
    navigation.removeEventListener('navigate', onNavigate);
  };
}
