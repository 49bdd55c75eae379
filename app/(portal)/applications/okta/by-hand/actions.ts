'use server';

import { permissionAction } from '@/lib/http/action-client';
import { oktaByHandInputSchema } from '@/lib/schemas/okta-application';
import { previewByHand } from '@/lib/services/okta/preview-by-hand';
import { createOktaApplicationByHand } from '@/lib/services/okta/create-application-by-hand';

/** Saves what Okta answered after the identity provider was made there by hand. */
export const createApplicationByHandAction = permissionAction('applications.connect', {
  recent: true,
})
  .inputSchema(oktaByHandInputSchema)
  .action(async ({ parsedInput, ctx }) => createOktaApplicationByHand(ctx.actor, parsedInput));

/** Checks what Okta answered and shows it as read; stores nothing. */
export const previewByHandAction = permissionAction('applications.connect')
  .inputSchema(oktaByHandInputSchema)
  .action(async ({ parsedInput, ctx }) => previewByHand(ctx.actor, parsedInput));
