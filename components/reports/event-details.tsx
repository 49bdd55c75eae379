import { CircleAlert, CircleCheck } from 'lucide-react';
import type { Route } from 'next';
import { Badge } from '@/components/ui/badge';
import { CopyableValue } from '@/components/ui/copyable-value';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { Section } from '@/components/ui/section';
import { TextLink } from '@/components/ui/text-link';
import type { AuditResult } from '@/lib/schemas/audit-events';
import { labelOfAction } from '@/lib/schemas/audit-events';
import type { AuditEventDetails } from '@/lib/schemas/audit-log';
import { EventChanges } from './event-changes';

export interface EventDetailsProps {
  readonly event: AuditEventDetails;
}

/** How an event went. */
export function EventResultBadge({ result }: { readonly result: AuditResult }) {
  return result === 'succeeded' ? (
    <Badge tone="good">Succeeded</Badge>
  ) : (
    <Badge tone="danger">Refused or failed</Badge>
  );
}

/** Everything that was written down about an event. */
export function EventDetails({ event }: EventDetailsProps) {
  return (
    <>
      <What event={event} />
      {event.changes.length > 0 && (
        <Section id="changes" title={hasBefore(event) ? 'Before and after' : 'Details'}>
          <EventChanges changes={event.changes} isComparison={hasBefore(event)} />
        </Section>
      )}
      <Section
        id="chain"
        title="Place in the chain"
        description="The hash covers everything above and the hash of the event before."
      >
        <Chain event={event} />
      </Section>
    </>
  );
}

function hasBefore({ changes }: AuditEventDetails): boolean {
  return changes.some(({ before }) => before !== null);
}

function typeOf(type: string): string {
  return type === 'user' ? 'person' : type.replaceAll('_', ' ');
}

function What({ event }: EventDetailsProps) {
  const { actor, target } = event;
  return (
    <DefinitionList>
      <Definition term="When">
        <time dateTime={event.at}>{event.at.replace('T', ' ').replace('Z', ' UTC')}</time>
      </Definition>
      <Definition term="Action">
        {labelOfAction(event.action)}{' '}
        <span className="text-ink-muted font-mono text-xs">{event.action}</span>
      </Definition>
      {event.reasonCode !== null && (
        <Definition term="Reason">
          {event.reason}{' '}
          <span className="text-ink-muted font-mono text-xs">{event.reasonCode}</span>
          {event.explanation !== null && (
            <span className="text-ink-muted block">{event.explanation}</span>
          )}
        </Definition>
      )}
      <Definition term="Who">
        {actor.label} {actor.userId !== null && <About userId={actor.userId} />}
      </Definition>
      <Definition term="What or whom">
        {target.label} <span className="text-ink-muted">({typeOf(target.type)})</span>{' '}
        {target.type === 'user' && target.id !== actor.userId && <About userId={target.id} />}
        {target.type === 'application' && (
          <TextLink href={`/reports?application=${encodeURIComponent(target.id)}` as Route}>
            Events of this application
          </TextLink>
        )}
      </Definition>
      <Trace event={event} />
      {event.factor !== null && <Definition term="Factor">{event.factor}</Definition>}
      {event.ip !== null && (
        <Definition term="Address">
          <CopyableValue value={event.ip} what="address" />
        </Definition>
      )}
      {event.browser !== null && (
        <Definition term="Browser" help="As it names itself">
          {event.browser}
          <span className="text-ink-muted block text-xs">{event.userAgent}</span>
        </Definition>
      )}
    </DefinitionList>
  );
}

/** The trace of the exchange an event belongs to. */
function Trace({ event }: EventDetailsProps) {
  const id = event.changes.find(({ field }) => field === 'trace')?.after;
  if (!id) return null;
  return (
    <Definition term="SAML trace">
      <TextLink href={`/reports/traces/${encodeURIComponent(id)}` as Route}>{id}</TextLink>
    </Definition>
  );
}

function About({ userId }: { readonly userId: string }) {
  return (
    <TextLink href={`/reports?person=${encodeURIComponent(userId)}` as Route}>
      Events of this person
    </TextLink>
  );
}

function Chain({ event }: EventDetailsProps) {
  return (
    <DefinitionList>
      <Definition term="Place">{event.sequence.toLocaleString('en')}</Definition>
      <Definition term="State">
        <span className="flex items-start gap-2">
          {event.isGenuine ? (
            <CircleCheck aria-hidden className="text-good mt-1.5 size-4 shrink-0" />
          ) : (
            <CircleAlert aria-hidden className="text-danger mt-1.5 size-4 shrink-0" />
          )}
          {event.isGenuine
            ? 'The event gives its hash and follows the one before it.'
            : 'The event does not fit its hash or the one before it. Verify the event log.'}
        </span>
      </Definition>
      <Definition term="Hash" help="SHA-256">
        <CopyableValue value={event.hash} what="hash" />
      </Definition>
      <Definition term="Hash before">
        <CopyableValue value={event.previousHash} what="hash of the event before" />
      </Definition>
      <Definition term="Event id">
        <CopyableValue value={event.id} what="event id" />
      </Definition>
    </DefinitionList>
  );
}
