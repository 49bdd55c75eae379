'use server';

import { refresh } from 'next/cache';
import { permissionAction } from '@/lib/http/action-client';
import { brandingSchema } from '@/lib/schemas/branding';
import { saveBranding } from '@/lib/services/branding/save-branding';
import { removeLogo } from '@/lib/services/branding/set-logo';

export const saveBrandingAction = permissionAction('settings.manage')
  .inputSchema(brandingSchema)
  .action(async ({ parsedInput, ctx }) => {
    await saveBranding(ctx.actor, parsedInput);
    refresh();
  });

export const removeLogoAction = permissionAction('settings.manage').action(async ({ ctx }) => {
  await removeLogo(ctx.actor);
  refresh();
});
