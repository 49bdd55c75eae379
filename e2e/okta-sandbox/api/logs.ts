/** The System Log over the API: newest last unless asked otherwise. */
import type { SystemLogEvent } from '../org/types';
import { invalid, OktaRefusal, type ApiAnswer, type ApiCall } from './api-call';
import { pageOf } from './page-links';

function viewEvent(event: SystemLogEvent): unknown {
  return {
    uuid: event.uuid,
    version: '0',
    published: event.published,
    eventType: event.eventType,
    displayMessage: event.displayMessage,
    severity: event.result === 'FAILURE' ? 'WARN' : 'INFO',
    actor: event.actor,
    outcome: { result: event.result, ...(event.reason !== null && { reason: event.reason }) },
    target: event.targets,
    transaction: { type: 'WEB', id: event.uuid, detail: {} },
  };
}

const EVENT_FILTER = /^\s*eventType\s+(eq|sw)\s+"([^"]*)"\s*$/;

/** `eventType eq "a" or eventType sw "b"`: the filters a set-up asks for. */
function parseFilter(filter: string): (event: SystemLogEvent) => boolean {
  const terms = filter.split(/\s+or\s+/i).map((term) => {
    const found = EVENT_FILTER.exec(term);
    if (!found) throw new OktaRefusal(400, 'E0000031', `Invalid search criteria: ${filter}`);
    return { exact: found[1] === 'eq', value: found[2] ?? '' };
  });
  return ({ eventType }) =>
    terms.some(({ exact, value }) => (exact ? eventType === value : eventType.startsWith(value)));
}

function parseTime(text: string | null, field: string, otherwise: number): number {
  if (text === null) return otherwise;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw invalid(field, `${field}: The value is not a date and time`);
  return time;
}

export function listLogs(call: ApiCall): ApiAnswer {
  const { query, state } = call;
  const since = parseTime(query.get('since'), 'since', 0);
  const until = parseTime(query.get('until'), 'until', Infinity);
  const filter = query.get('filter');
  const matches = filter === null ? () => true : parseFilter(filter);
  const words = query.get('q')?.toLowerCase() ?? '';
  const found = state.systemLog.filter((event) => {
    const published = Date.parse(event.published);
    if (published < since || published >= until || !matches(event)) return false;
    return words === '' || JSON.stringify(event).toLowerCase().includes(words);
  });
  if (query.get('sortOrder') === 'DESCENDING') found.reverse();
  return pageOf(call, found, {
    path: '/api/v1/logs',
    idOf: (event) => event.uuid,
    view: viewEvent,
    defaultLimit: 100,
    maxLimit: 1000,
  });
}
