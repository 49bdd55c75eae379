'use client';

import { useEffect, useState } from 'react';

export interface RelativeTimeProps {
  /** ISO 8601. */
  readonly value: string;
}

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

function formatRelative(then: Date, now: Date): string {
  const seconds = (then.getTime() - now.getTime()) / 1000;
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return seconds > 0 ? 'in a moment' : 'just now';
}

function formatExact(then: Date, timeZone: string | undefined): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'long' };
  if (timeZone !== undefined) options.timeZone = timeZone;
  return new Intl.DateTimeFormat('en-GB', options).format(then);
}

/** "3 minutes ago", with the exact time on hover and focus, in the reader's own time zone. */
export function RelativeTime({ value }: RelativeTimeProps) {
  const then = new Date(value);
  const [now, setNow] = useState<Date>();
  useEffect(() => {
    const tick = () => {
      setNow(new Date());
    };
    const first = window.setTimeout(tick, 0);
    const timer = window.setInterval(tick, 30_000);
    return () => {
      window.clearTimeout(first);
      window.clearInterval(timer);
    };
  }, []);
  const exact = formatExact(then, now === undefined ? 'UTC' : undefined);
  return (
    <span className="group relative inline-block">
      <time
        dateTime={value}
        tabIndex={0}
        suppressHydrationWarning
        className="rounded-control decoration-dotted underline-offset-4 group-hover:underline"
      >
        {formatRelative(then, now ?? new Date())}
      </time>
      <span
        role="tooltip"
        className="rounded-control border-line bg-canvas text-ink pointer-events-none absolute bottom-full left-0 z-20 mb-1 hidden border px-2 py-1 text-xs whitespace-nowrap group-focus-within:block group-hover:block"
      >
        {exact}
      </span>
    </span>
  );
}
