// GET /api/reports/export: the events of a filter as CSV or JSON Lines, streamed.
import { defineRoute } from '@/lib/http/define-route';
import { streamedFileResponse } from '@/lib/http/file-response';
import { auditExportQuerySchema } from '@/lib/schemas/audit-log';
import { exportEvents } from '@/lib/services/reports/export-events';

export const GET = defineRoute(
  { auth: { kind: 'permission', permission: 'reports.export' }, query: auditExportQuerySchema },
  async ({ actor, query: { format, ...filter } }) =>
    streamedFileResponse(await exportEvents(actor, { filter, format })),
);
