'use server';

import { refresh } from 'next/cache';
import { permissionAction } from '@/lib/http/action-client';
import { setApplicationEnabledSchema } from '@/lib/schemas/applications';
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
