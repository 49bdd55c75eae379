'use client';

import { useEffect, useRef, useState } from 'react';
import { announce } from '@/components/ui/announce';
import type { AuditEventSummary } from '@/lib/schemas/audit-events';
import { auditLogSearch, type AuditLogFilter } from '@/lib/schemas/audit-log';
import { followEvents } from './follow-events';

/** Whether the tail goes: not asked to, going, the server does not answer, nobody looks any more. */
export type TailState = 'off' | 'live' | 'retrying' | 'asleep';

export interface EventTail {
  readonly state: TailState;
  /** New events, newest first; the oldest are dropped beyond a few hundred. */
  readonly events: readonly AuditEventSummary[];
  readonly start: () => void;
  readonly pause: () => void;
}

const maxEvents = 300;

/** Follows the event log from a place on: pausing and going on again misses and repeats nothing. */
export function useEventTail(filter: AuditLogFilter, last: number): EventTail {
  const [state, setState] = useState<TailState>('off');
  const [events, setEvents] = useState<readonly AuditEventSummary[]>([]);
  const place = useRef(last);
  const search = auditLogSearch(filter);
  const isOn = state === 'live' || state === 'retrying';
  useEffect(() => {
    if (!isOn) return undefined;
    return followEvents({
      search,
      after: () => place.current,
      onState: setState,
      onTail: (tail) => {
        place.current = tail.last;
        if (tail.events.length === 0) return;
        setEvents((known) => [...tail.events].reverse().concat(known).slice(0, maxEvents));
        announce(tail.events.length === 1 ? '1 new event' : `${tail.events.length} new events`);
      },
    });
  }, [isOn, search]);
  return {
    state,
    events,
    start: () => {
      setState('live');
      announce('Following new events');
    },
    pause: () => {
      setState('off');
      announce('Paused');
    },
  };
}
