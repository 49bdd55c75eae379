'use server';

import { z } from 'zod';
import { permissionAction } from '@/lib/http/action-client';
import { oktaChoicesInputSchema } from '@/lib/schemas/okta';
import { saveChoices } from '@/lib/services/okta/save-choices';
import { startUndo } from '@/lib/services/okta/start-undo';

/** Stores the choices of a run and makes its plan. */
export const saveChoicesAction = permissionAction('applications.connect')
  .inputSchema(z.strictObject({ runId: z.uuid(), choices: oktaChoicesInputSchema }))
  .action(async ({ parsedInput, ctx }) => {
    const { id } = await saveChoices(ctx.actor, parsedInput.runId, parsedInput.choices);
    return { runId: id };
  });

/** Begins a run that takes away what another one made. */
export const startUndoAction = permissionAction('applications.connect')
  .inputSchema(z.strictObject({ runId: z.uuid() }))
  .action(({ parsedInput, ctx }) => startUndo(ctx.actor, parsedInput.runId));
