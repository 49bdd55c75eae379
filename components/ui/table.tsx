import clsx from 'clsx';
import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'start' | 'end' | undefined;
  /**
   * Where the cell goes at phone width: `title` is the first line, `aside` stands at its right
   * (a badge, a menu), `meta` is on the second line, `hidden` is left out. `only` is a second line
   * that stands for columns left out, and is no column elsewhere. Default `meta`.
   */
  readonly phone?: 'title' | 'aside' | 'meta' | 'hidden' | 'only' | undefined;
}

export interface TableProps<Row> {
  /** What the table lists, for screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Makes the whole row a link; the link itself is around the first cell. */
  readonly rowHref?: ((row: Row) => Route) | undefined;
}

const phoneCell = {
  title: 'max-sm:order-1 max-sm:min-w-0 max-sm:flex-1',
  aside: 'max-sm:order-2',
  meta: 'max-sm:order-4 max-sm:text-ink-muted',
  hidden: 'max-sm:hidden',
  only: 'sm:hidden max-sm:order-4 max-sm:text-ink-muted',
} as const;

/** A list of rows; at phone width a list of two-line rows instead of a squeezed table. */
export function Table<Row>({ caption, columns, rows, rowKey, rowHref }: TableProps<Row>) {
  return (
    <table role="table" className="w-full border-collapse text-xs max-sm:block">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className="max-sm:sr-only">
        <tr role="row">
          {columns.map((column) => (
            <th
              key={column.id}
              role="columnheader"
              scope="col"
              className={clsx(
                'border-line text-ink-muted h-9 border-b px-3 text-left font-medium whitespace-nowrap first:pl-2',
                column.align === 'end' && 'text-right',
                column.phone === 'only' && 'hidden',
              )}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-sm:block">
        {rows.map((row) => (
          <TableRow key={rowKey(row)} row={row} columns={columns} href={rowHref?.(row)} />
        ))}
      </tbody>
    </table>
  );
}

interface TableRowProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly href: Route | undefined;
}

function TableRow<Row>({ row, columns, href }: TableRowProps<Row>) {
  return (
    <tr
      role="row"
      className={clsx(
        'border-line relative border-b max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:py-3',
        // Breaks the flex line between the title and the meta cells.
        "max-sm:after:order-3 max-sm:after:w-full max-sm:after:content-['']",
        href !== undefined && 'hover:bg-sunken',
      )}
    >
      {columns.map((column, index) => (
        <td
          key={column.id}
          role="cell"
          className={clsx(
            'px-3 py-2.5 align-middle [overflow-wrap:anywhere] first:pl-2 max-sm:p-0 max-sm:first:pl-0',
            column.align === 'end' && 'text-right max-sm:text-left',
            phoneCell[column.phone ?? 'meta'],
          )}
        >
          {index === 0 && href !== undefined ? (
            <Link
              href={href}
              className="focus-visible:after:outline-accent font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2"
            >
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}
