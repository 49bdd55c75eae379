import type { Route } from 'next';
import { auditLogSearch, type AuditLogFilter } from '@/lib/schemas/audit-log';

/** The address of the event log with these filters, after a place when one is given. */
export function logAddress(filter: AuditLogFilter, before: number | null = null): Route {
  const search = auditLogSearch(filter, before === null ? {} : { before: String(before) });
  return `/reports${search}` as Route;
}
