'use server';

import { refresh } from 'next/cache';
import { permissionAction } from '@/lib/http/action-client';
import { createUserSchema, userIdSchema, userSessionSchema } from '@/lib/schemas/users';
import { createUser } from '@/lib/services/users/create-user';
import { disableUser } from '@/lib/services/users/disable-user';
import { enableUser } from '@/lib/services/users/enable-user';
import { endUserSession, endUserSessions } from '@/lib/services/users/end-user-sessions';
import { invitationMailer } from '@/lib/services/users/invitation-mailer';
import { inviteUser } from '@/lib/services/users/invite-user';

export const createUserAction = permissionAction('users.create')
  .inputSchema(createUserSchema)
  .action(async ({ parsedInput, ctx }) => createUser(ctx.actor, parsedInput));

export const inviteUserAction = permissionAction('users.invite')
  .inputSchema(userIdSchema)
  .action(async ({ parsedInput, ctx }) => {
    const invitation = await inviteUser(ctx.actor, parsedInput.userId, invitationMailer());
    refresh();
    return invitation;
  });

export const disableUserAction = permissionAction('users.disable')
  .inputSchema(userIdSchema)
  .action(async ({ parsedInput, ctx }) => {
    await disableUser(ctx.actor, parsedInput.userId);
    refresh();
  });

export const enableUserAction = permissionAction('users.disable')
  .inputSchema(userIdSchema)
  .action(async ({ parsedInput, ctx }) => {
    await enableUser(ctx.actor, parsedInput.userId);
    refresh();
  });

export const endUserSessionAction = permissionAction('users.end_sessions')
  .inputSchema(userSessionSchema)
  .action(async ({ parsedInput, ctx }) => {
    await endUserSession(ctx.actor, parsedInput);
    refresh();
  });

export const endUserSessionsAction = permissionAction('users.end_sessions')
  .inputSchema(userIdSchema)
  .action(async ({ parsedInput, ctx }) => {
    await endUserSessions(ctx.actor, parsedInput.userId);
    refresh();
  });
