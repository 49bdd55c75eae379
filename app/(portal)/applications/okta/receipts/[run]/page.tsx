import { Download } from 'lucide-react';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { applicationPath, setupStartPath } from '@/components/okta/paths';
import { PrintButton } from '@/components/okta/print-button';
import { Receipt } from '@/components/okta/receipt';
import { RepairButton } from '@/components/okta/repair-button';
import { RunState } from '@/components/okta/run-state';
import { TerraformSection } from '@/components/okta/terraform-section';
import { UndoButton } from '@/components/okta/undo-button';
import { ButtonAnchor, ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Section } from '@/components/ui/section';
import type { Actor } from '@/lib/auth/actor';
import { requirePageActor } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';
import { runKindWords, type OktaReceipt } from '@/lib/schemas/okta-receipt';
import { getTerraformImports } from '@/lib/services/okta/get-terraform-imports';
import { loadReceipt } from './_components/load-receipt';
import { Verification } from './_components/verification';
import { startRepairAction, startUndoAction } from './actions';

export const metadata: Metadata = { title: 'Receipt' };

/** The receipt of a run: everything it did, to read, to print, and as a file that proves itself. */
export default async function ReceiptPage({
  params,
}: PageProps<'/applications/okta/receipts/[run]'>) {
  const actor = await requirePageActor('applications.read');
  const view = await loadReceipt(actor, (await params).run);
  if (view.receipt === null) return <NotEnded mayConnect={mayConnect(actor)} />;
  const { receipt } = view;
  const { applicationId } = receipt;
  const terraform = applicationId === null ? null : await getTerraformImports(actor, applicationId);
  return (
    <>
      <ReceiptHeader receipt={receipt} />
      <Receipt receipt={receipt} />
      <Verification view={view} receipt={receipt} />
      {terraform !== null && (
        <div className="mt-12 print:hidden">
          <TerraformSection code={terraform} />
        </div>
      )}
      {mayConnect(actor) && applicationId !== null && mayBeRepaired(receipt) && (
        <div className="mt-12 print:hidden">
          <Section
            id="repair"
            title="Check and repair"
            description="Compares what stands in Okta today with what was made, with a new one-time token. You see the plan before anything is put back."
          >
            <RepairButton
              applicationId={applicationId}
              isUrgent={false}
              start={startRepairAction}
            />
          </Section>
        </div>
      )}
      {mayConnect(actor) && mayBeRemoved(receipt) && (
        <div className="mt-12 print:hidden">
          <Section
            id="undo"
            title="Undo"
            description="Removes from Okta what this run made, with a new one-time token. You see the plan before anything goes."
          >
            <UndoButton runId={receipt.runId} start={startUndoAction} />
          </Section>
        </div>
      )}
    </>
  );
}

function ReceiptHeader({ receipt }: { readonly receipt: OktaReceipt }) {
  const { applicationId, organisation, kind } = receipt;
  return (
    <PageHeader
      breadcrumb={[
        { label: 'Applications', href: '/applications' },
        ...(applicationId === null
          ? []
          : [{ label: organisation.name, href: applicationPath(applicationId) }]),
      ]}
      title={`Receipt: ${runKindWords[kind]} of ${organisation.name}`}
      state={<RunState run={{ status: receipt.status, tokenStatus: receipt.token.status }} />}
      actions={
        <OnScreen>
          <PrintButton />
          <ButtonAnchor
            href={`/api/okta/runs/${receipt.runId}/receipt`}
            download
            variant="primary"
            icon={<Download aria-hidden />}
          >
            Download signed JSON
          </ButtonAnchor>
        </OnScreen>
      }
    />
  );
}

function OnScreen({ children }: { readonly children: ReactNode }) {
  return <div className="flex flex-wrap gap-2 print:hidden">{children}</div>;
}

function mayConnect({ identity }: Actor): boolean {
  return identity.kind === 'person' && roleHas(identity.person.role, 'applications.connect');
}

/** Something of this run is, or may be, in Okta. */
function mayBeRemoved({ kind, objects }: OktaReceipt): boolean {
  const inOkta = ['created', 'changed', 'kept', 'left', 'unsure'];
  return kind === 'SETUP' && objects.some(({ outcome }) => inOkta.includes(outcome));
}

/** What it made is to stand in Okta still, as far as this run knows. */
function mayBeRepaired({ kind, status }: OktaReceipt): boolean {
  return status === 'SUCCEEDED' && kind !== 'UNDO';
}

function NotEnded({ mayConnect: mayGoOn }: { readonly mayConnect: boolean }) {
  return (
    <>
      <PageHeader breadcrumb={[{ label: 'Applications', href: '/applications' }]} title="Receipt" />
      <EmptyState
        title="This run has not ended"
        action={mayGoOn && <ButtonLink href={setupStartPath}>Go to the runs</ButtonLink>}
      >
        Its receipt is written when it has: then everything it did can be read, printed and
        downloaded here.
      </EmptyState>
    </>
  );
}
