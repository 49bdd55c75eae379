'use server';

import { refresh } from 'next/cache';
import { permissionAction } from '@/lib/http/action-client';
import {
  authenticatorIdSchema,
  renameAuthenticatorSchema,
  sessionIdSchema,
} from '@/lib/schemas/account';
import { removeAuthenticator } from '@/lib/services/account/remove-authenticator';
import { renameAuthenticator } from '@/lib/services/account/rename-authenticator';
import {
  createRecoveryCodes,
  removeRecoveryCodes,
} from '@/lib/services/recovery/own-recovery-codes';
import { endOtherOwnSessions, endOwnSession } from '@/lib/services/sessions/end-own-sessions';

export const renameAuthenticatorAction = permissionAction('account.manage')
  .inputSchema(renameAuthenticatorSchema)
  .action(async ({ parsedInput, ctx }) => {
    await renameAuthenticator(ctx.actor, parsedInput);
    refresh();
  });

export const removeAuthenticatorAction = permissionAction('account.manage', { recent: true })
  .inputSchema(authenticatorIdSchema)
  .action(async ({ parsedInput, ctx }) => {
    await removeAuthenticator(ctx.actor, parsedInput.authenticatorId);
    refresh();
  });

export const endOwnSessionAction = permissionAction('account.manage')
  .inputSchema(sessionIdSchema)
  .action(async ({ parsedInput, ctx }) => {
    await endOwnSession(ctx.actor, parsedInput.sessionId);
    refresh();
  });

export const endOtherOwnSessionsAction = permissionAction('account.manage').action(
  async ({ ctx }) => {
    await endOtherOwnSessions(ctx.actor);
    refresh();
  },
);

export const createRecoveryCodesAction = permissionAction('account.manage', {
  recent: true,
}).action(async ({ ctx }) => {
  const codes = await createRecoveryCodes(ctx.actor);
  refresh();
  return codes;
});

export const removeRecoveryCodesAction = permissionAction('account.manage', {
  recent: true,
}).action(async ({ ctx }) => {
  await removeRecoveryCodes(ctx.actor);
  refresh();
});
