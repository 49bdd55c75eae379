import type { Metadata, Route } from 'next';
import { redirect } from 'next/navigation';
import { PageHeader } from '@/components/ui/page-header';
import { UndoImport } from '@/components/user-imports/undo-import';
import { requirePageActor } from '@/lib/auth/current-actor';
import { orNotFound } from '@/lib/http/or-not-found';
import { getImport } from '@/lib/services/user-imports/get-import';
import { previewUndo } from '@/lib/services/user-imports/preview-undo';
import { undoImportStepAction } from '../../actions';

export const metadata: Metadata = { title: 'Undo import' };

/** What undoing an import would do now. */
export default async function UndoImportPage({ params }: PageProps<'/users/import/[id]/undo'>) {
  const actor = await requirePageActor('users.import');
  const details = await orNotFound(getImport(actor, (await params).id));
  const address = `/users/import/${details.id}` as Route;
  if (details.status !== 'APPLIED' && details.status !== 'UNDOING') redirect(address);
  const preview = await previewUndo(actor, details.id);
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: 'Imports', href: '/users/import' },
          { label: details.fileName, href: address },
        ]}
        title="Undo import"
        description="Nothing has changed yet. This is what undoing would do now."
      />
      <UndoImport of={details} preview={preview} undo={undoImportStepAction} />
    </>
  );
}
