'use server';

import { refresh } from 'next/cache';
import type { Actor } from '@/lib/auth/actor';
import { permissionAction } from '@/lib/http/action-client';
import {
  createUserSchema,
  editUserSchema,
  userAuthenticatorSchema,
  userIdSchema,
  userSessionSchema,
} from '@/lib/schemas/users';
import { userIdsSchema, type UserAct } from '@/lib/schemas/user-acts';
import { actOnUsers } from '@/lib/services/users/act-on-users';
import { issuePasscodeSchema } from '@/lib/schemas/recovery';
import { issuePasscode } from '@/lib/services/recovery/issue-passcode';
import { withdrawPasscode } from '@/lib/services/recovery/withdraw-passcode';
import { createUser } from '@/lib/services/users/create-user';
import { deleteUser } from '@/lib/services/users/delete-user';
import { disableUser } from '@/lib/services/users/disable-user';
import { editUser } from '@/lib/services/users/edit-user';
import { enableUser } from '@/lib/services/users/enable-user';
import { endUserSession, endUserSessions } from '@/lib/services/users/end-user-sessions';
import { inviteUser } from '@/lib/services/users/invite-user';
import { removeUserAuthenticator } from '@/lib/services/users/remove-user-authenticator';

export const createUserAction = permissionAction('users.create')
  .inputSchema(createUserSchema)
  .action(async ({ parsedInput, ctx }) => createUser(ctx.actor, parsedInput));

export const inviteUserAction = permissionAction('users.invite')
  .inputSchema(userIdSchema)
  .action(async ({ parsedInput, ctx }) => {
    const invitation = await inviteUser(ctx.actor, parsedInput.userId);
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

/** The service asks for the passkey when the login changes. */
export const editUserAction = permissionAction('users.edit')
  .inputSchema(editUserSchema)
  .action(async ({ parsedInput, ctx }) => editUser(ctx.actor, parsedInput));

/** The page goes to the list afterwards; its own person is gone. */
export const deleteUserAction = permissionAction('users.delete')
  .inputSchema(userIdSchema)
  .action(async ({ parsedInput, ctx }) => deleteUser(ctx.actor, parsedInput.userId));

export const removeUserAuthenticatorAction = permissionAction('users.edit', { recent: true })
  .inputSchema(userAuthenticatorSchema)
  .action(async ({ parsedInput, ctx }) => {
    const removed = await removeUserAuthenticator(ctx.actor, parsedInput);
    refresh();
    return removed;
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

export const inviteUsersAction = permissionAction('users.invite')
  .inputSchema(userIdsSchema)
  .action(async ({ parsedInput, ctx }) => actAndRefresh(ctx.actor, 'invite', parsedInput));

export const disableUsersAction = permissionAction('users.disable')
  .inputSchema(userIdsSchema)
  .action(async ({ parsedInput, ctx }) => actAndRefresh(ctx.actor, 'disable', parsedInput));

export const enableUsersAction = permissionAction('users.disable')
  .inputSchema(userIdsSchema)
  .action(async ({ parsedInput, ctx }) => actAndRefresh(ctx.actor, 'enable', parsedInput));

export const endSessionsOfUsersAction = permissionAction('users.end_sessions')
  .inputSchema(userIdsSchema)
  .action(async ({ parsedInput, ctx }) => actAndRefresh(ctx.actor, 'end_sessions', parsedInput));

export const deleteUsersAction = permissionAction('users.delete')
  .inputSchema(userIdsSchema)
  .action(async ({ parsedInput, ctx }) => actAndRefresh(ctx.actor, 'delete', parsedInput));

async function actAndRefresh(actor: Actor, act: UserAct, input: { userIds: string[] }) {
  const results = await actOnUsers(actor, { act, userIds: input.userIds });
  refresh();
  return results;
}

export const issuePasscodeAction = permissionAction('users.issue_passcode', { recent: true })
  .inputSchema(issuePasscodeSchema)
  .action(async ({ parsedInput, ctx }) => {
    const passcode = await issuePasscode(ctx.actor, parsedInput);
    refresh();
    return passcode;
  });

export const withdrawPasscodeAction = permissionAction('users.issue_passcode')
  .inputSchema(userIdSchema)
  .action(async ({ parsedInput, ctx }) => {
    await withdrawPasscode(ctx.actor, parsedInput.userId);
    refresh();
  });
