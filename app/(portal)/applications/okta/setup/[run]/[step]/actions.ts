'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { permissionAction } from '@/lib/http/action-client';
import { oktaChoicesInputSchema } from '@/lib/schemas/okta';
import { approveOverrideSchema } from '@/lib/schemas/okta-guard';
import { approveOverride, confirmLoginDefault } from '@/lib/services/okta/assent-to-run';
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

/** Keeps that somebody opened the way back and saw Okta's own sign-in. */
export const confirmLoginDefaultAction = permissionAction('applications.connect')
  .inputSchema(z.strictObject({ runId: z.uuid() }))
  .action(async ({ parsedInput, ctx }) => {
    await confirmLoginDefault(ctx.actor, parsedInput.runId);
    refresh();
  });

/** A second admin lets a roll-out pass that the guard refuses. */
export const approveOverrideAction = permissionAction('applications.connect', { recent: true })
  .inputSchema(approveOverrideSchema)
  .action(async ({ parsedInput, ctx }) => {
    await approveOverride(ctx.actor, parsedInput);
    refresh();
  });
