import { FileSpreadsheet } from 'lucide-react';
import type { Route } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, type Column } from '@/components/ui/table';
import type { ImportPage, ImportSummary } from '@/lib/schemas/user-imports';
import { ImportStatusBadge } from './import-labels';

const columns: readonly Column<ImportSummary>[] = [
  { id: 'file', header: 'File', phone: 'title', cell: (row) => row.fileName },
  {
    id: 'status',
    header: 'State',
    phone: 'aside',
    cell: (row) => <ImportStatusBadge status={row.status} />,
  },
  { id: 'lines', header: 'People', cell: describeCounts },
  { id: 'by', header: 'By', phone: 'hidden', cell: (row) => row.createdByLogin },
  { id: 'at', header: 'Uploaded', cell: (row) => <RelativeTime value={row.createdAt} /> },
];

/** The imports so far, newest first. */
export function ImportList(props: { readonly page: ImportPage; readonly isFirst: boolean }) {
  const { page, isFirst } = props;
  if (page.imports.length === 0) {
    return (
      <EmptyState icon={<FileSpreadsheet />} title="No imports yet">
        What is uploaded above is listed here, with what it changed. An applied import can be
        undone.
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <Table
        caption="Imports"
        columns={columns}
        rows={page.imports}
        rowKey={(row) => row.id}
        rowHref={(row) => `/users/import/${row.id}` as Route}
      />
      <nav aria-label="Pages" className="flex justify-end gap-2">
        {!isFirst && <ButtonLink href="/users/import">First page</ButtonLink>}
        {page.next !== null && (
          <ButtonLink href={`/users/import?after=${page.next}` as Route}>Next page</ButtonLink>
        )}
      </nav>
    </div>
  );
}

function describeCounts(row: ImportSummary): string {
  const counts = [
    [row.createCount, 'new'],
    [row.updateCount, 'changed'],
    [row.sameCount, 'the same'],
    [row.refusedCount, 'refused'],
  ] as const;
  const parts = counts.filter(([count]) => count > 0);
  return parts.map(([count, word]) => `${count.toLocaleString('en')} ${word}`).join(', ');
}
