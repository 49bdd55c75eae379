'use client';

import clsx from 'clsx';
import type { Route } from 'next';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

export interface NavigationItem {
  readonly label: string;
  readonly href: Route;
  /** Further addresses below which this place is the current one. */
  readonly also?: readonly string[] | undefined;
  /** A lucide icon element. */
  readonly icon: ReactNode;
}

export interface NavigationProps {
  /** Only what this person may see. */
  readonly items: readonly NavigationItem[];
  readonly onNavigate?: (() => void) | undefined;
}

/** The places of the portal; the current one is marked. */
export function Navigation({ items, onNavigate }: NavigationProps) {
  const pathname = usePathname();
  return (
    <nav aria-label="Portal">
      <ul className="flex flex-col gap-0.5">
        {items.map((item) => {
          const isCurrent = isBelow(pathname, item);
          return (
            <li key={item.href}>
              <Link
                href={item.href}
                aria-current={isCurrent ? 'page' : undefined}
                onClick={() => onNavigate?.()}
                className={clsx(
                  'rounded-control flex h-9 items-center gap-2.5 px-2.5 text-sm pointer-coarse:h-11',
                  '[&_svg]:size-4 [&_svg]:shrink-0',
                  isCurrent
                    ? 'bg-line/70 text-ink font-medium'
                    : 'text-ink-muted hover:bg-line/50 hover:text-ink',
                )}
              >
                {item.icon}
                {item.label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function isBelow(pathname: string, { href, also = [] }: NavigationItem): boolean {
  return [href, ...also].some((path) => pathname === path || pathname.startsWith(`${path}/`));
}
