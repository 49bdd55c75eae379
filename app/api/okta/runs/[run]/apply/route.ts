// POST /api/okta/runs/[run]/apply: carries out the reviewed plan; answers with its progress, NDJSON.
import { defineRoute } from '@/lib/http/define-route';
import { oktaApplyInputSchema } from '@/lib/schemas/okta';
import { setupRunParamsSchema } from '@/lib/schemas/okta-run';
import { applyRun } from '@/lib/services/okta/apply-run';
import { streamRun } from '@/lib/services/okta/watch-run';

const headers = {
  'content-type': 'application/x-ndjson; charset=utf-8',
  'x-accel-buffering': 'no',
};

export const POST = defineRoute(
  {
    auth: { kind: 'permission', permission: 'applications.connect', recent: true },
    params: setupRunParamsSchema,
    body: oktaApplyInputSchema,
  },
  async ({ actor, params, body }) => {
    await applyRun(actor, params.run, body);
    return new Response(streamRun(actor, params.run), { headers });
  },
);
