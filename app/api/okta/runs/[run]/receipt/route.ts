// GET /api/okta/runs/{run}/receipt: the receipt of a run as a signed file (JWS, RFC 7515).
import { defineRoute } from '@/lib/http/define-route';
import { fileResponse } from '@/lib/http/file-response';
import { setupRunParamsSchema } from '@/lib/schemas/okta-run';
import { downloadReceipt } from '@/lib/services/okta/download-receipt';

export const GET = defineRoute(
  { auth: { kind: 'permission', permission: 'applications.read' }, params: setupRunParamsSchema },
  async ({ actor, params }) => fileResponse(await downloadReceipt(actor, params.run)),
);
