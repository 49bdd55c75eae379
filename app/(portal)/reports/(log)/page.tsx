import type { Metadata } from 'next';
import { EventExport } from '@/components/reports/event-export';
import { EventFilters } from '@/components/reports/event-filters';
import { EventLog } from '@/components/reports/event-log';
import { PageHeader } from '@/components/ui/page-header';
import { requirePageActor } from '@/lib/auth/current-actor';
import { roleHas } from '@/lib/auth/permissions';
import { auditLogQuerySchema } from '@/lib/schemas/audit-log';
import { listEvents } from '@/lib/services/reports/list-events';

export const metadata: Metadata = { title: 'Event log' };

/** What happened: sign-ins and changes, with filters in the address. */
export default async function ReportsPage({ searchParams }: PageProps<'/reports'>) {
  const actor = await requirePageActor('reports.read');
  const { before, ...filter } = auditLogQuerySchema.parse(await searchParams);
  const page = await listEvents(actor, { ...filter, before });
  const { identity } = actor;
  const canExport = identity.kind === 'person' && roleHas(identity.person.role, 'reports.export');
  return (
    <>
      <PageHeader
        title="Event log"
        description="Every sign-in and every change, in the order they happened."
        actions={canExport && <EventExport filter={filter} />}
      />
      <EventFilters filter={filter} page={page} />
      <EventLog
        key={JSON.stringify([filter, before, page.last])}
        filter={filter}
        before={before}
        page={page}
      />
    </>
  );
}
