'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { permissionAction } from '@/lib/http/action-client';
import { setApplicationEnabledSchema } from '@/lib/schemas/applications';
import { lookAtRoutesSchema, watchedLoginsSchema } from '@/lib/schemas/integration-health';
import { lookAtRoutes } from '@/lib/services/integration-health/look-at-routes';
import { setWatchedLogins } from '@/lib/services/integration-health/set-watched-logins';
import { setApplicationEnabled } from '@/lib/services/applications/set-application-enabled';
import { startRepair } from '@/lib/services/okta/start-repair';
import { startRollOut } from '@/lib/services/okta/start-roll-out';
import { startUndo } from '@/lib/services/okta/start-undo';

/** Switches an application off or on again. */
export const setApplicationEnabledAction = permissionAction('applications.connect', {
  recent: true,
})
  .inputSchema(setApplicationEnabledSchema)
  .action(async ({ parsedInput, ctx }) => {
    await setApplicationEnabled(ctx.actor, parsedInput);
    refresh();
  });

/** Asks Okta again, without a token, where it sends the watched logins. */
export const lookAtRoutesAction = permissionAction('applications.prove')
  .inputSchema(lookAtRoutesSchema)
  .action(async ({ parsedInput, ctx }) => {
    await lookAtRoutes(ctx.actor, parsedInput.applicationId);
    refresh();
  });

/** Chooses whose routing is watched, and looks at once. */
export const setWatchedLoginsAction = permissionAction('applications.connect')
  .inputSchema(watchedLoginsSchema)
  .action(async ({ parsedInput, ctx }) => {
    await setWatchedLogins(ctx.actor, parsedInput);
    refresh();
  });

/** Begins a run that takes the connection away from Okta. */
export const startUndoAction = permissionAction('applications.connect')
  .inputSchema(z.strictObject({ runId: z.uuid() }))
  .action(({ parsedInput, ctx }) => startUndo(ctx.actor, parsedInput.runId));

/** Begins a run that compares Okta with what was kept, and puts back what others changed. */
export const startRepairAction = permissionAction('applications.connect')
  .inputSchema(z.strictObject({ applicationId: z.uuid() }))
  .action(({ parsedInput, ctx }) => startRepair(ctx.actor, parsedInput));

/** Begins a run that routes more people. */
export const startRollOutAction = permissionAction('applications.connect')
  .inputSchema(z.strictObject({ applicationId: z.uuid() }))
  .action(({ parsedInput, ctx }) =>
    startRollOut(ctx.actor, { applicationId: parsedInput.applicationId, kind: 'ROLL_OUT' }),
  );

/** Begins a run that takes the last step of a roll-out back. */
export const startStepBackAction = permissionAction('applications.connect')
  .inputSchema(z.strictObject({ applicationId: z.uuid() }))
  .action(({ parsedInput, ctx }) =>
    startRollOut(ctx.actor, { applicationId: parsedInput.applicationId, kind: 'STEP_BACK' }),
  );
