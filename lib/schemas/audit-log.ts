import { z } from 'zod';
import { auditActions } from '@/lib/shared/audit-actions';
import type { AuditEventSummary } from './audit-events';

/** Time ranges that end now. */
const logRanges = ['hour', 'day', 'week', 'month'] as const;

const day = z.iso.date().nullable().catch(null);

const filterShape = {
  /** Beginnings of words. */
  q: z.string().trim().max(200).catch(''),
  kind: z.enum(['sign_in', 'change']).nullable().catch(null),
  result: z.enum(['succeeded', 'refused']).nullable().catch(null),
  action: z.enum(auditActions).nullable().catch(null),
  /** Id or login of a person who did it or was concerned. */
  person: z.string().trim().max(200).catch(''),
  application: z.uuid().nullable().catch(null),
  ip: z.string().trim().max(64).catch(''),
  range: z.enum(logRanges).nullable().catch(null),
  /** Days in UTC, both inclusive; `range` wins. */
  from: day,
  to: day,
};

/** The filters of the event log as they stand in the address; what cannot be read does not filter. */
export const auditLogFilterSchema = z.object(filterShape);

const place = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/** The address of one page of the event log: filters, and the place the page comes after. */
export const auditLogQuerySchema = z.object({
  ...filterShape,
  before: place.nullable().catch(null),
});

/** What the live tail asks for: the same filters, and the last place it has seen. */
export const auditTailQuerySchema = z.object({
  ...filterShape,
  after: z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER),
});

/** What is to be exported, and how. */
export const auditExportQuerySchema = z.object({
  ...filterShape,
  format: z.enum(['csv', 'jsonl']),
});

/** The filters of the event log. */
export type AuditLogFilter = z.output<typeof auditLogFilterSchema>;

/** Filters and page. */
export type AuditLogQuery = z.output<typeof auditLogQuerySchema>;

/** One page of the event log. */
export interface AuditLogPage {
  readonly events: readonly AuditEventSummary[];
  /** The place the next, older page comes after; null on the last page. */
  readonly next: number | null;
  /** The last place of the chain when the page was made; the live tail goes on from here. */
  readonly last: number;
  /** True when the tenant has no event at all. */
  readonly isEmpty: boolean;
  /** Login of the person filtered by; null when there is no such person. */
  readonly personLabel: string | null;
  readonly applicationLabel: string | null;
  /** The applications to filter by. */
  readonly applications: readonly { readonly id: string; readonly name: string }[];
}

/** What the live tail gets: events after the place it named, oldest first, and where it now stands. */
export interface AuditTail {
  readonly events: readonly AuditEventSummary[];
  readonly last: number;
}

/** The filters that are set, by their names in the address. */
export function namedFilters(filter: AuditLogFilter): Readonly<Record<string, string>> {
  const { q, kind, result, action, person, application, ip, range, from, to } = filter;
  const dates = range === null ? { from, to } : {};
  const all = { q, kind, result, action, person, application, ip, range, ...dates };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value ? [[name, value] as const] : [])),
  );
}

/** The query of the address of a page of the event log, with its question mark; empty for no filter. */
export function auditLogSearch(
  filter: AuditLogFilter,
  more: Readonly<Record<string, string>> = {},
): string {
  const text = new URLSearchParams({ ...namedFilters(filter), ...more }).toString();
  return text === '' ? '' : `?${text}`;
}

/** One field of a change. */
export interface AuditChangeView {
  readonly field: string;
  /** Null when it had or has no value. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Everything that is known of an event. */
export interface AuditEventDetails extends AuditEventSummary {
  readonly actor: {
    readonly kind: 'PERSON' | 'ANONYMOUS' | 'SYSTEM';
    readonly label: string;
    /** Null when it was no person. */
    readonly userId: string | null;
  };
  readonly target: { readonly type: string; readonly id: string; readonly label: string };
  readonly changes: readonly AuditChangeView[];
  /** Code of the error catalogue, and its sentence. */
  readonly reasonCode: string | null;
  readonly explanation: string | null;
  readonly userAgent: string | null;
  readonly previousHash: string;
  readonly hash: string;
  /** Whether what the event says gives its hash, and it follows the event before it. */
  readonly isGenuine: boolean;
  readonly olderId: string | null;
  readonly newerId: string | null;
}
