import clsx from 'clsx';
import type { Route } from 'next';
import Link from 'next/link';
import type { ImportDetails, ImportView } from '@/lib/schemas/user-imports';

export interface ImportViewsProps {
  readonly of: ImportDetails;
  readonly current: ImportView | null;
}

/** How many lines there are of each kind; each is a link to them. */
export function ImportViews({ of, current }: ImportViewsProps) {
  const isOpen = of.status === 'PREVIEWED';
  const all = of.createCount + of.updateCount + of.sameCount + of.refusedCount;
  const views: readonly (readonly [ImportView | null, string, number])[] = [
    [null, 'All lines', all],
    ['CREATE', isOpen ? 'To create' : 'New', of.createCount],
    ['UPDATE', isOpen ? 'To change' : 'Changed', of.updateCount],
    ['SAME', 'The same', of.sameCount],
    ['REFUSED', 'Refused', of.refusedCount],
    ['WARNING', 'Worth a look', of.warningCount],
    ['SKIPPED', 'Not applied', of.progress.SKIPPED],
    ['KEPT', 'Not undone', of.progress.KEPT],
  ];
  return (
    <nav aria-label="Lines by kind">
      <ul className="flex flex-wrap gap-2">
        {views
          .filter(([view, , count]) => count > 0 || view === current)
          .map(([view, label, count]) => (
            <li key={label}>
              <Link
                href={
                  (view ? `/users/import/${of.id}?view=${view}` : `/users/import/${of.id}`) as Route
                }
                aria-current={view === current ? 'true' : undefined}
                className={clsx(
                  'rounded-control inline-flex h-8 items-center gap-2 border px-2.5 text-xs pointer-coarse:h-10',
                  view === current
                    ? 'border-accent text-ink font-medium'
                    : 'border-line text-ink-muted hover:text-ink hover:bg-sunken',
                )}
              >
                {label}
                <span className="tabular-nums">{count.toLocaleString('en')}</span>
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
