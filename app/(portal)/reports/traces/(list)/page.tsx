import type { Metadata } from 'next';
import { TraceFilters } from '@/components/traces/trace-filters';
import { TraceList } from '@/components/traces/trace-list';
import { PageHeader } from '@/components/ui/page-header';
import { requirePageActor } from '@/lib/auth/current-actor';
import { traceQuerySchema } from '@/lib/schemas/saml-traces';
import { listTraces } from '@/lib/services/traces/list-traces';

export const metadata: Metadata = { title: 'SAML traces' };

/** Every exchange of SAML messages, found by person, application or trace id. */
export default async function TracesPage({ searchParams }: PageProps<'/reports/traces'>) {
  const actor = await requirePageActor('reports.read');
  const query = traceQuerySchema.parse(await searchParams);
  const page = await listTraces(actor, query);
  return (
    <>
      <PageHeader
        title="SAML traces"
        description="Every sign-in and sign-out by SAML: what came, what was checked, and what to mend."
      />
      <TraceFilters filter={query} page={page} />
      <TraceList query={query} page={page} />
    </>
  );
}
