// GET /api/reports/traces/{traceId}: the support bundle of a SAML exchange. No secret is in it.
import { z } from 'zod';
import { defineRoute } from '@/lib/http/define-route';
import { fileResponse } from '@/lib/http/file-response';
import { getSupportBundle } from '@/lib/services/traces/get-support-bundle';

export const GET = defineRoute(
  {
    auth: { kind: 'permission', permission: 'reports.read' },
    params: z.object({ traceId: z.string().max(64) }),
  },
  async ({ actor, params }) => fileResponse(await getSupportBundle(actor, params.traceId)),
);
