'use server';

import { refresh } from 'next/cache';
import { permissionAction } from '@/lib/http/action-client';
import { setApplicationEnabledSchema } from '@/lib/schemas/applications';
import { lookAtRoutesSchema, watchedLoginsSchema } from '@/lib/schemas/integration-health';
import { lookAtRoutes } from '@/lib/services/integration-health/look-at-routes';
import { setWatchedLogins } from '@/lib/services/integration-health/set-watched-logins';
import { setApplicationEnabled } from '@/lib/services/applications/set-application-enabled';

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
