import { ArrowLeft, ArrowRight } from 'lucide-react';
import type { Metadata, Route } from 'next';
import { EventDetails, EventResultBadge } from '@/components/reports/event-details';
import { ButtonLink } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { requirePageActor } from '@/lib/auth/current-actor';
import { orNotFound } from '@/lib/http/or-not-found';
import { getEvent } from '@/lib/services/reports/get-event';

export const metadata: Metadata = { title: 'Event' };

/** One event: everything that was written down, and its place in the chain. */
export default async function EventPage({ params }: PageProps<'/reports/events/[id]'>) {
  const actor = await requirePageActor('reports.read');
  const event = await orNotFound(getEvent(actor, (await params).id));
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Event log', href: '/reports' }]}
        title={event.sentence}
        state={<EventResultBadge result={event.result} />}
        actions={
          <>
            {event.olderId !== null && (
              <ButtonLink href={hrefOf(event.olderId)} icon={<ArrowLeft aria-hidden />}>
                Event before
              </ButtonLink>
            )}
            {event.newerId !== null && (
              <ButtonLink href={hrefOf(event.newerId)} icon={<ArrowRight aria-hidden />}>
                Event after
              </ButtonLink>
            )}
          </>
        }
      />
      <EventDetails event={event} />
    </>
  );
}

function hrefOf(id: string): Route {
  return `/reports/events/${id}` as Route;
}
