// POST /api/okta/runs/[run]/cancel: ends a run and revokes the token; also what a closing tab sends.
import { defineRoute } from '@/lib/http/define-route';
import { oktaCancelInputSchema } from '@/lib/schemas/okta';
import { setupRunParamsSchema, setupRunViewSchema } from '@/lib/schemas/okta-run';
import { cancelRun } from '@/lib/services/okta/cancel-run';

export const POST = defineRoute(
  {
    auth: { kind: 'permission', permission: 'applications.connect' },
    params: setupRunParamsSchema,
    body: oktaCancelInputSchema,
    response: setupRunViewSchema,
  },
  ({ actor, params, body }) => cancelRun(actor, params.run, body.token ?? null),
);
