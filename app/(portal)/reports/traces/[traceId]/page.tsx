import { Download } from 'lucide-react';
import type { Metadata } from 'next';
import { TraceChecks } from '@/components/traces/trace-checks';
import { TraceDocuments } from '@/components/traces/trace-documents';
import { TraceFacts, TraceFailureNotice } from '@/components/traces/trace-facts';
import { TraceOkta } from '@/components/traces/trace-okta';
import { TraceOutcomeBadge } from '@/components/traces/trace-outcome';
import { TraceTimeline } from '@/components/traces/trace-timeline';
import { ButtonAnchor } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { requirePageActor } from '@/lib/auth/current-actor';
import { orNotFound } from '@/lib/http/or-not-found';
import { getTrace } from '@/lib/services/traces/get-trace';
import { traceKinds } from '@/lib/schemas/saml-traces';

export const metadata: Metadata = { title: 'SAML trace' };

/** One exchange: the first failed check on top with its mend, then everything that is known. */
export default async function TracePage({ params }: PageProps<'/reports/traces/[traceId]'>) {
  const actor = await requirePageActor('reports.read');
  const trace = await orNotFound(getTrace(actor, (await params).traceId));
  const kind = traceKinds[trace.kind];
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'SAML traces', href: '/reports/traces' }]}
        title={trace.applicationName === null ? kind : `${kind}: ${trace.applicationName}`}
        state={<TraceOutcomeBadge outcome={trace.outcome} />}
        actions={
          <ButtonAnchor
            download
            href={`/api/reports/traces/${trace.traceId}`}
            icon={<Download aria-hidden />}
          >
            Download support bundle
          </ButtonAnchor>
        }
      />
      {trace.failure !== null && (
        <TraceFailureNotice failure={trace.failure} applicationId={trace.applicationId} />
      )}
      <TraceFacts trace={trace} />
      <TraceTimeline steps={trace.steps} />
      <TraceChecks checks={trace.checks} />
      {trace.okta !== null && <TraceOkta verdict={trace.okta} />}
      <TraceDocuments documents={trace.documents} />
    </>
  );
}
