// GET /api/okta/runs/[run]/events: the progress of a run from now on, NDJSON; for after a reload.
import { defineRoute } from '@/lib/http/define-route';
import { setupRunParamsSchema } from '@/lib/schemas/okta-run';
import { requireRun, streamRun } from '@/lib/services/okta/watch-run';

const headers = {
  'content-type': 'application/x-ndjson; charset=utf-8',
  'x-accel-buffering': 'no',
};

export const GET = defineRoute(
  {
    auth: { kind: 'permission', permission: 'applications.connect' },
    params: setupRunParamsSchema,
  },
  async ({ actor, params }) => {
    await requireRun(actor, params.run);
    return new Response(streamRun(actor, params.run), { headers });
  },
);
