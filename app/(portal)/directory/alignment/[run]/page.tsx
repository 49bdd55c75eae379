import { Download } from 'lucide-react';
import type { Metadata } from 'next';
import { AlignmentKinds } from '@/components/directory-alignment/alignment-kinds';
import { AlignmentProgress } from '@/components/directory-alignment/alignment-progress';
import { AlignmentRows } from '@/components/directory-alignment/alignment-rows';
import {
  AlignmentEnd,
  AlignmentStatusBadge,
} from '@/components/directory-alignment/alignment-status';
import { TakeOverSpelling } from '@/components/directory-alignment/take-over-spelling';
import { ImportMissing } from '@/components/directory-alignment/import-missing';
import { ButtonAnchor } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { RelativeTime } from '@/components/ui/relative-time';
import type { Actor } from '@/lib/auth/actor';
import { requirePageActor } from '@/lib/auth/current-actor';
import { roleHas, type Permission } from '@/lib/auth/permissions';
import { orNotFound } from '@/lib/http/or-not-found';
import {
  alignmentQuerySchema,
  type AlignmentFilter,
  type AlignmentSummary,
} from '@/lib/schemas/alignment';
import {
  countSpelling,
  getAlignment,
  getAlignmentPage,
} from '@/lib/services/directory-alignment/get-alignment';
import {
  cancelAlignmentAction,
  previewMissingAction,
  restoreSpellingAction,
  takeOverSpellingAction,
} from '../actions';

export const metadata: Metadata = { title: 'Comparison with Okta' };

/** One comparison: how far it is, or its report. */
export default async function AlignmentPage({
  params,
  searchParams,
}: PageProps<'/directory/alignment/[run]'>) {
  const actor = await requirePageActor('alignment.read');
  const run = await orNotFound(getAlignment(actor, (await params).run));
  const filter = alignmentQuerySchema.parse(await searchParams);
  const isReady = run.status === 'READY';
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Alignment with Okta', href: '/directory/alignment' }]}
        title={run.from}
        state={<AlignmentStatusBadge status={run.status} />}
        description={<Description run={run} />}
        actions={isReady && may(actor, 'alignment.export') && <Export run={run} />}
      />
      <div className="flex flex-col gap-6">
        {(run.status === 'READING' || run.status === 'COMPARING') && (
          <AlignmentProgress
            run={run}
            cancel={may(actor, 'alignment.run') ? cancelAlignmentAction : null}
          />
        )}
        <AlignmentEnd run={run} />
        {isReady && <Report actor={actor} run={run} filter={filter} />}
      </div>
    </>
  );
}

interface ReportProps {
  readonly actor: Actor;
  readonly run: AlignmentSummary;
  readonly filter: AlignmentFilter;
}

async function Report({ actor, run, filter }: ReportProps) {
  const page = await getAlignmentPage(actor, run.id, filter);
  const onlyInOkta = filter.kind === 'ONLY_IN_OKTA' ? (run.counts.ONLY_IN_OKTA ?? 0) : 0;
  return (
    <>
      <AlignmentKinds run={run} current={filter.kind} />
      {onlyInOkta > 0 && may(actor, 'users.import') && may(actor, 'alignment.run') && (
        <ImportMissing alignmentId={run.id} count={onlyInOkta} preview={previewMissingAction} />
      )}
      {filter.kind === 'SPELLING' &&
        may(actor, 'users.change_login') &&
        may(actor, 'alignment.run') && (
          <TakeOverSpelling
            alignmentId={run.id}
            counts={await countSpelling(actor, run.id)}
            takeOver={takeOverSpellingAction}
            restore={restoreSpellingAction}
          />
        )}
      <AlignmentRows runId={run.id} filter={filter} page={page} />
    </>
  );
}

function may({ identity }: Actor, permission: Permission): boolean {
  return identity.kind === 'person' && roleHas(identity.person.role, permission);
}

function Description({ run }: { readonly run: AlignmentSummary }) {
  return (
    <>
      Begun <RelativeTime value={run.createdAt} /> by {run.createdByLogin}.{' '}
      {run.oktaCount.toLocaleString('en')} people of Okta, {run.ourCount.toLocaleString('en')} here.
    </>
  );
}

function Export({ run }: { readonly run: AlignmentSummary }) {
  return (
    <ButtonAnchor href={`/api/alignment/${run.id}/export`} download icon={<Download aria-hidden />}>
      Export as CSV
    </ButtonAnchor>
  );
}
