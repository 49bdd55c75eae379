// POST /api/okta/probe: which organisation answers at an address, asked without a token.
import { defineRoute } from '@/lib/http/define-route';
import { oktaDomainInputSchema, oktaOrganisationSchema } from '@/lib/schemas/okta';
import { probeOrganisation } from '@/lib/services/okta/probe-organisation';

export const POST = defineRoute(
  {
    auth: { kind: 'permission', permission: 'applications.connect' },
    body: oktaDomainInputSchema,
    response: oktaOrganisationSchema,
  },
  ({ actor, body }) => probeOrganisation(actor, body),
);
