// POST /api/okta/runs/[run]/plan: takes the choices of a roll-out, verifies people, makes its plan.
import { defineRoute } from '@/lib/http/define-route';
import { rollOutPlanInputSchema } from '@/lib/schemas/okta-roll-out';
import { rollOutPlanAnswerSchema, setupRunParamsSchema } from '@/lib/schemas/okta-run';
import { planRollOutRun } from '@/lib/services/okta/plan-roll-out';

export const POST = defineRoute(
  {
    auth: { kind: 'permission', permission: 'applications.connect' },
    params: setupRunParamsSchema,
    body: rollOutPlanInputSchema,
    response: rollOutPlanAnswerSchema,
  },
  ({ actor, params, body }) => planRollOutRun(actor, params.run, body),
);
