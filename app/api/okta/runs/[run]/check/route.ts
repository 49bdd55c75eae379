// POST /api/okta/runs/[run]/check: reads the organisation with the token; writes nothing there.
import { defineRoute } from '@/lib/http/define-route';
import { oktaCheckInputSchema } from '@/lib/schemas/okta';
import { setupRunParamsSchema, setupRunViewSchema } from '@/lib/schemas/okta-run';
import { checkRun } from '@/lib/services/okta/check-run';

export const POST = defineRoute(
  {
    auth: { kind: 'permission', permission: 'applications.connect' },
    params: setupRunParamsSchema,
    body: oktaCheckInputSchema,
    response: setupRunViewSchema,
  },
  ({ actor, params, body }) => checkRun(actor, params.run, body),
);
