'use client';
// Drawn in one piece: the server streams long pages in parts, and would hide a part inside a picture by
// an inline style, which the content security policy forbids.

import type { Route } from 'next';
import Link from 'next/link';
import type { PeopleCounts } from '@/lib/schemas/dashboard';
import { formatCount } from './chart-scale';

export interface PeopleSummaryProps {
  readonly people: PeopleCounts;
}

const states = [
  {
    key: 'enrolled',
    label: 'Enrolled',
    help: 'have a passkey',
    query: 'enrolled',
    fill: 'fill-good',
  },
  { key: 'invited', label: 'Invited', help: 'hold a link', query: 'invited', fill: 'fill-accent' },
  {
    key: 'notEnrolled',
    label: 'Not enrolled',
    help: 'cannot sign in yet',
    query: 'not_enrolled',
    fill: 'fill-line-strong',
  },
] as const;

/** How far people are on the way to a passkey: one bar, and each part as a number that leads to them. */
export function PeopleSummary({ people }: PeopleSummaryProps) {
  const total = people.enrolled + people.invited + people.notEnrolled;
  return (
    <div className="flex flex-col gap-4">
      {total > 0 && <Proportions people={people} total={total} />}
      <ul className="grid grid-cols-3 gap-4">
        {states.map(({ key, label, help, query, fill }) => (
          <li key={key} className="flex min-w-0 flex-col">
            <Link
              href={`/users?state=${query}` as Route}
              className="rounded-control hover:text-accent text-lg font-semibold tabular-nums"
            >
              {formatCount(people[key])}
              <span className="flex items-center gap-1.5 text-sm font-medium">
                <svg aria-hidden viewBox="0 0 8 8" className="size-2 shrink-0">
                  <rect width={8} height={8} className={fill} />
                </svg>
                {label}
              </span>
            </Link>
            <span className="text-ink-muted text-xs">{help}</span>
          </li>
        ))}
      </ul>
      {people.disabled > 0 && (
        <p className="text-ink-muted text-xs">
          {`${formatCount(people.disabled)} more ${people.disabled === 1 ? 'is' : 'are'} disabled.`}
        </p>
      )}
    </div>
  );
}

function Proportions({ people, total }: PeopleSummaryProps & { readonly total: number }) {
  const shares = states.map(({ key }) => (people[key] / total) * 100);
  return (
    <svg aria-hidden viewBox="0 0 100 4" preserveAspectRatio="none" className="h-3 w-full">
      {states.map(({ key, fill }, index) => (
        <rect
          key={key}
          x={shares.slice(0, index).reduce((sum, share) => sum + share, 0)}
          width={shares[index]}
          height={4}
          className={fill}
        />
      ))}
    </svg>
  );
}
