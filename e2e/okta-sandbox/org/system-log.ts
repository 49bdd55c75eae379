/** The System Log: what happened in the organisation, newest last. */
import { randomUUID } from 'node:crypto';
import type { OrgState, SystemLogEvent, UserRecord } from './types';

const MAX_EVENTS = 5000;

export interface NewEvent {
  eventType: string;
  displayMessage: string;
  result?: 'SUCCESS' | 'FAILURE';
  reason?: string;
  actor: SystemLogEvent['actor'];
  targets?: SystemLogEvent['targets'];
}

export function addEvent(state: OrgState, event: NewEvent): SystemLogEvent {
  const entry: SystemLogEvent = {
    uuid: randomUUID(),
    published: new Date(Date.now()).toISOString(),
    eventType: event.eventType,
    displayMessage: event.displayMessage,
    result: event.result ?? 'SUCCESS',
    reason: event.reason ?? null,
    actor: event.actor,
    targets: event.targets ?? [],
  };
  state.systemLog.push(entry);
  if (state.systemLog.length > MAX_EVENTS) state.systemLog.shift();
  return entry;
}

export function displayName(user: UserRecord): string {
  return `${user.profile.firstName} ${user.profile.lastName}`;
}

export function actorOf(user: UserRecord): SystemLogEvent['actor'] {
  return {
    id: user.id,
    type: 'User',
    alternateId: user.profile.login,
    displayName: displayName(user),
  };
}

/** The actor of an event when nobody here could be named: what the person typed or was asserted. */
export function unknownActor(identifier: string): SystemLogEvent['actor'] {
  return { id: 'unknown', type: 'User', alternateId: identifier, displayName: 'unknown' };
}

export function targetOf(
  type: string,
  id: string,
  name: string,
): SystemLogEvent['targets'][number] {
  return { id, type, alternateId: name, displayName: name };
}
