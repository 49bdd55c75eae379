'use server';

import { refresh } from 'next/cache';
import { permissionAction } from '@/lib/http/action-client';
import { alignmentIdSchema, spellingSchema } from '@/lib/schemas/alignment';
import { cancelAlignment } from '@/lib/services/directory-alignment/cancel-alignment';
import {
  restoreSpelling,
  takeOverSpelling,
} from '@/lib/services/directory-alignment/change-spelling';
import { writeImportFile } from '@/lib/services/directory-alignment/export-alignment';
import { previewImport } from '@/lib/services/user-imports/preview-import';

/** Asks a comparison to stop. */
export const cancelAlignmentAction = permissionAction('alignment.run')
  .inputSchema(alignmentIdSchema)
  .action(async ({ parsedInput, ctx }) => {
    await cancelAlignment(ctx.actor, parsedInput.alignmentId);
    refresh();
  });

/** Makes an import of whoever is only in Okta; nothing changes before its preview is applied. */
export const previewMissingAction = permissionAction('users.import')
  .inputSchema(alignmentIdSchema)
  .action(async ({ parsedInput, ctx }) => {
    const bytes = await writeImportFile(ctx.actor, parsedInput.alignmentId);
    return previewImport(ctx.actor, { name: 'only-in-okta.csv', bytes });
  });

/** Gives the next people the login as Okta spells it. */
export const takeOverSpellingAction = permissionAction('users.change_login')
  .inputSchema(spellingSchema)
  .action(({ parsedInput, ctx }) => takeOverSpelling(ctx.actor, parsedInput));

/** Gives the next people their former login back. */
export const restoreSpellingAction = permissionAction('users.change_login')
  .inputSchema(spellingSchema)
  .action(({ parsedInput, ctx }) => restoreSpelling(ctx.actor, parsedInput));
