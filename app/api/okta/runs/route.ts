// POST /api/okta/runs: begins a set-up run for the organisation that was shown and confirmed.
import { defineRoute } from '@/lib/http/define-route';
import { oktaConfirmInputSchema } from '@/lib/schemas/okta';
import { setupRunViewSchema } from '@/lib/schemas/okta-run';
import { startSetupRun } from '@/lib/services/okta/start-run';

export const POST = defineRoute(
  {
    auth: { kind: 'permission', permission: 'applications.connect' },
    body: oktaConfirmInputSchema,
    response: setupRunViewSchema,
  },
  ({ actor, body }) => startSetupRun(actor, body),
);
