'use client';

import clsx from 'clsx';
import type { Route } from 'next';
import Link from 'next/link';
import { usePathname } from 'next/navigation';

/** One of several pages that belong together. */
export interface TabLink {
  readonly label: string;
  readonly href: Route;
}

export interface TabLinksProps {
  /** What the pages have in common, for screen readers. */
  readonly label: string;
  readonly tabs: readonly TabLink[];
}

/** Links between pages that belong together, above their content; the current one is marked. */
export function TabLinks({ label, tabs }: TabLinksProps) {
  const path = usePathname();
  const current = longestMatch(tabs, path);
  return (
    <nav aria-label={label} className="border-line mb-6 border-b">
      <ul className="flex flex-wrap gap-x-6">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              aria-current={tab === current ? 'page' : undefined}
              className={clsx(
                '-mb-px block border-b-2 py-2 whitespace-nowrap',
                tab === current
                  ? 'border-accent text-ink font-medium'
                  : 'text-ink-muted hover:text-ink border-transparent',
              )}
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function longestMatch(tabs: readonly TabLink[], path: string): TabLink | undefined {
  return tabs
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .sort((one, other) => other.href.length - one.href.length)[0];
}
