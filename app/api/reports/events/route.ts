// GET /api/reports/events: the events after a place, for the live tail of the event log.
import { defineRoute } from '@/lib/http/define-route';
import { auditTailQuerySchema } from '@/lib/schemas/audit-log';
import { tailEvents } from '@/lib/services/reports/list-events';

export const GET = defineRoute(
  { auth: { kind: 'permission', permission: 'reports.read' }, query: auditTailQuerySchema },
  async ({ actor, query }) => tailEvents(actor, query),
);
