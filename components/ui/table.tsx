import clsx from 'clsx';
import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly id: string;
  readonly header: ReactNode;
  /** How the rows are sorted by this column now; leave it out where they cannot be. */
  readonly sort?: 'ascending' | 'descending' | 'none' | undefined;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'start' | 'end' | undefined;
  /**
   * Where the cell goes at phone width: `title` is the first line, `aside` stands at its right
   * (a badge, a menu), `meta` is on the second line, `hidden` is left out. `only` is a second line
   * that stands for columns left out, and is no column elsewhere. `lead` stands before the title
   * (a checkbox). Default `meta`.
   */
  readonly phone?: 'lead' | 'title' | 'aside' | 'meta' | 'hidden' | 'only' | undefined;
}

export interface TableProps<Row> {
  /** What the table lists, for screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /**
   * Makes the whole row a link; the link itself is around the cell of `linkColumn`, without one the
   * first. Controls in other cells need `relative z-10` to stay above it.
   */
  readonly rowHref?: ((row: Row) => Route) | undefined;
  readonly linkColumn?: string | undefined;
}

const phoneCell = {
  lead: 'max-sm:order-none',
  title: 'max-sm:order-1 max-sm:min-w-0 max-sm:flex-1',
  aside: 'max-sm:order-2',
  meta: 'max-sm:order-4 max-sm:text-ink-muted',
  hidden: 'max-sm:hidden',
  only: 'sm:hidden max-sm:order-4 max-sm:text-ink-muted',
} as const;

/** A list of rows; at phone width a list of two-line rows instead of a squeezed table. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, rowKey, rowHref, linkColumn = columns[0]?.id } = props;
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
              aria-sort={column.sort}
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
          <TableRow
            key={rowKey(row)}
            row={row}
            columns={columns}
            href={rowHref?.(row)}
            linkColumn={linkColumn}
          />
        ))}
      </tbody>
    </table>
  );
}

interface TableRowProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly href: Route | undefined;
  readonly linkColumn: string | undefined;
}

function TableRow<Row>({ row, columns, href, linkColumn }: TableRowProps<Row>) {
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
      {columns.map((column) => (
        <td
          key={column.id}
          role="cell"
          className={clsx(
            'px-3 py-2.5 align-middle [overflow-wrap:anywhere] first:pl-2 max-sm:p-0 max-sm:first:pl-0',
            column.align === 'end' && 'text-right max-sm:text-left',
            phoneCell[column.phone ?? 'meta'],
          )}
        >
          {column.id === linkColumn && href !== undefined ? (
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
