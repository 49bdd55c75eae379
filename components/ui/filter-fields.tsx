import clsx from 'clsx';
import { Search, SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './plain-button';

/** The grid of a form of search and filters at phone width; columns for more width are added to it. */
export const filterGrid = 'grid grid-cols-[minmax(0,1fr)_auto] items-end gap-3';

/** Beside a {@link FilterToggle}: shown at phone width only while that is open. */
export const toggledClass = 'max-sm:hidden max-sm:peer-open:grid';

/**
 * At phone width, opens and closes the filters that follow it as siblings with `toggledClass`, so that
 * a list begins on the first screen. Works without script; there is nothing to open with more width.
 */
export function FilterToggle({ label = 'Filters' }: { readonly label?: string | undefined }) {
  return (
    <details className="peer col-span-full text-sm sm:hidden">
      <summary
        className={clsx(
          'rounded-control text-ink-muted hover:text-ink w-fit cursor-pointer py-1',
          'inline-flex list-none items-center gap-2 pointer-coarse:min-h-9',
          '[&::-webkit-details-marker]:hidden',
        )}
      >
        <SlidersHorizontal aria-hidden className="size-4 shrink-0" />
        {label}
      </summary>
    </details>
  );
}

export interface FilterFieldsProps {
  /** What opens them at phone width. */
  readonly label?: string | undefined;
  readonly children: ReactNode;
  /** Below the row, also where there is width. */
  readonly more?: ReactNode;
}

/** The filters after the search field of a `filterGrid`, with the buttons that send the form. */
export function FilterFields({ label, children, more }: FilterFieldsProps) {
  return (
    <>
      <Button type="submit" icon={<Search aria-hidden />} className="sm:hidden">
        Search
      </Button>
      <FilterToggle label={label} />
      <div className={clsx('col-span-full gap-3 sm:contents', toggledClass)}>
        {children}
        <Button type="submit" icon={<Search aria-hidden />} className="max-sm:hidden">
          Search
        </Button>
        {more}
        <Button type="submit" className="sm:hidden">
          Apply
        </Button>
      </div>
    </>
  );
}
