'use server';

import { refresh } from 'next/cache';
import { permissionAction } from '@/lib/http/action-client';
import { userGroupSchema } from '@/lib/schemas/groups';
import { addMembers, removeMembers } from '@/lib/services/groups/change-members';

/** Puts a person into a group. */
export const addToGroupAction = permissionAction('groups.manage')
  .inputSchema(userGroupSchema)
  .action(async ({ parsedInput, ctx }) => {
    const { groupId, userId } = parsedInput;
    await addMembers(ctx.actor, { groupId, userIds: [userId] });
    refresh();
  });

/** Takes a person out of a group. */
export const removeFromGroupAction = permissionAction('groups.manage')
  .inputSchema(userGroupSchema)
  .action(async ({ parsedInput, ctx }) => {
    const { groupId, userId } = parsedInput;
    await removeMembers(ctx.actor, { groupId, userIds: [userId] });
    refresh();
  });
