'use client';

import { useSyncExternalStore } from 'react';

const format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** A time as the clock on the wall here shows it, such as 14:32; null until the browser knows. */
export function useClockTime(isoTime: string): string | null {
  const isBrowser = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  return isBrowser ? format.format(new Date(isoTime)) : null;
}

function neverChanges() {
  return () => undefined;
}
