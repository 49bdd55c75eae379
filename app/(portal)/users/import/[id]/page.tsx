import { Download, Undo2 } from 'lucide-react';
import type { Metadata, Route } from 'next';
import { ButtonAnchor, ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { ApplyImport } from '@/components/user-imports/apply-import';
import { ImportStatusBadge } from '@/components/user-imports/import-labels';
import { ImportLines } from '@/components/user-imports/import-lines';
import { ImportViews } from '@/components/user-imports/import-views';
import { InviteCreated } from '@/components/user-imports/invite-created';
import { NewGroups } from '@/components/user-imports/new-groups';
import { requirePageActor } from '@/lib/auth/current-actor';
import { config } from '@/lib/config/config';
import { orNotFound } from '@/lib/http/or-not-found';
import { importLinesQuerySchema, type ImportDetails } from '@/lib/schemas/user-imports';
import { getImport, listImportLines } from '@/lib/services/user-imports/get-import';
import { applyImportStepAction, discardImportAction, inviteCreatedAction } from '../actions';

export const metadata: Metadata = { title: 'Import' };

/** One import: what each line does or did, and what can be done about it. */
export default async function ImportPage({
  params,
  searchParams,
}: PageProps<'/users/import/[id]'>) {
  const actor = await requirePageActor('users.import');
  const details = await orNotFound(getImport(actor, (await params).id));
  const filter = importLinesQuerySchema.parse(await searchParams);
  const page = await listImportLines(actor, details.id, filter);
  const canMail = config().smtp !== null;
  const isOpen = details.status === 'PREVIEWED' || details.status === 'APPLYING';
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: 'Users', href: '/users' },
          { label: 'Imports', href: '/users/import' },
        ]}
        title={details.fileName}
        state={<ImportStatusBadge status={details.status} />}
        description={describe(details)}
        actions={<Links details={details} />}
      />
      <div className="flex flex-col gap-6">
        {isOpen && (
          <ApplyImport
            of={details}
            canMail={canMail}
            apply={applyImportStepAction}
            invite={inviteCreatedAction}
            discard={discardImportAction}
          />
        )}
        <InviteCreated of={details} canMail={canMail} invite={inviteCreatedAction} />
        {details.ignoredColumns.length > 0 && (
          <Notice title="Some columns were ignored">
            {details.ignoredColumns.join(', ')}. Roles and other facts are not taken from files.
          </Notice>
        )}
        <NewGroups of={details} />
        <ImportViews of={details} current={filter.view} />
        <ImportLines
          importId={details.id}
          newGroups={details.newGroups}
          filter={filter}
          page={page}
        />
      </div>
    </>
  );
}

const descriptions = {
  PREVIEWED:
    'Nothing has changed yet. This is what applying the file would do. The preview is kept for a week.',
  APPLYING: 'Part of the file is applied.',
  APPLIED: 'The file is applied.',
  UNDOING: 'Part of the import is undone.',
  UNDONE: 'The import was applied and undone.',
} as const;

function describe({ status, createdByLogin }: ImportDetails): string {
  return `${descriptions[status]} Uploaded by ${createdByLogin}.`;
}

function Links({ details }: { readonly details: ImportDetails }) {
  const { id, status, refusedCount, progress } = details;
  const hasReport = refusedCount + progress.SKIPPED + progress.KEPT > 0;
  return (
    <>
      {hasReport && (
        <ButtonAnchor
          href={`/api/users/import/${id}/refused`}
          download
          icon={<Download aria-hidden />}
        >
          Download refused lines
        </ButtonAnchor>
      )}
      {(status === 'APPLIED' || status === 'UNDOING') && progress.APPLIED > 0 && (
        <ButtonLink href={`/users/import/${id}/undo` as Route} icon={<Undo2 aria-hidden />}>
          {status === 'UNDOING' ? 'Go on undoing' : 'Undo import'}
        </ButtonLink>
      )}
    </>
  );
}
