'use server';

import { permissionAction } from '@/lib/http/action-client';
import { importIdSchema, inviteCreatedSchema } from '@/lib/schemas/user-imports';
import { applyImportStep } from '@/lib/services/user-imports/apply-import';
import { discardImport } from '@/lib/services/user-imports/discard-import';
import { listUninvited } from '@/lib/services/user-imports/list-uninvited';
import { undoImportStep } from '@/lib/services/user-imports/undo-import';
import { inviteUser } from '@/lib/services/users/invite-user';
import { isAppError } from '@/lib/shared/errors';

/** Applies the next lines of an import. */
export const applyImportStepAction = permissionAction('users.import')
  .inputSchema(importIdSchema)
  .action(async ({ parsedInput, ctx }) => {
    const { isDone, done, total } = await applyImportStep(ctx.actor, parsedInput.importId);
    return { isDone, done, total };
  });

/** Undoes the next lines of an import. */
export const undoImportStepAction = permissionAction('users.import')
  .inputSchema(importIdSchema)
  .action(async ({ parsedInput, ctx }) => {
    const { isDone, done, total } = await undoImportStep(ctx.actor, parsedInput.importId);
    return { isDone, done, total };
  });

/** Throws a preview away. */
export const discardImportAction = permissionAction('users.import')
  .inputSchema(importIdSchema)
  .action(async ({ parsedInput, ctx }) => {
    await discardImport(ctx.actor, parsedInput.importId);
  });

/** Invites the next people an import created; who cannot be invited is passed over. */
export const inviteCreatedAction = permissionAction('users.invite')
  .inputSchema(inviteCreatedSchema)
  .action(async ({ parsedInput, ctx }) => {
    const { userIds, next } = await listUninvited(ctx.actor, parsedInput);
    let invited = 0;
    for (const userId of userIds) {
      try {
        await inviteUser(ctx.actor, userId);
        invited += 1;
      } catch (error) {
        if (!isAppError(error)) throw error;
      }
    }
    return { invited, next };
  });
