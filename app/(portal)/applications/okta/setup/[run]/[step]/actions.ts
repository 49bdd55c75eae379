'use server';

import { z } from 'zod';
import { permissionAction } from '@/lib/http/action-client';
import { oktaChoicesInputSchema } from '@/lib/schemas/okta';
import { saveChoices } from '@/lib/services/okta/save-choices';

/** Stores the choices of a run and makes its plan. */
export const saveChoicesAction = permissionAction('applications.connect')
  .inputSchema(z.strictObject({ runId: z.uuid(), choices: oktaChoicesInputSchema }))
  .action(async ({ parsedInput, ctx }) => {
    const { id } = await saveChoices(ctx.actor, parsedInput.runId, parsedInput.choices);
    return { runId: id };
  });
