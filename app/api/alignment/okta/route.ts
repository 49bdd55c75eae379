// POST /api/alignment/okta: begins a comparison with a token for it alone; answers with its id.
import { z } from 'zod';
import { defineRoute } from '@/lib/http/define-route';
import { tokenAlignmentSchema } from '@/lib/schemas/alignment';
import { startTokenAlignment } from '@/lib/services/directory-alignment/start-token-alignment';

export const POST = defineRoute(
  {
    auth: { kind: 'permission', permission: 'alignment.run' },
    body: tokenAlignmentSchema,
    response: z.object({ alignmentId: z.uuid() }),
  },
  ({ actor, body }) => startTokenAlignment(actor, body),
);
