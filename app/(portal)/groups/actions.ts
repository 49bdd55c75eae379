'use server';

import { refresh } from 'next/cache';
import { permissionAction } from '@/lib/http/action-client';
import {
  createGroupSchema,
  editGroupSchema,
  findPeopleToAddSchema,
  groupIdSchema,
  groupMembersSchema,
} from '@/lib/schemas/groups';
import { addMembers, removeMembers } from '@/lib/services/groups/change-members';
import { createGroup } from '@/lib/services/groups/create-group';
import { deleteGroup } from '@/lib/services/groups/delete-group';
import { editGroup } from '@/lib/services/groups/edit-group';
import { findPeopleToAdd } from '@/lib/services/groups/list-members';

/** Creates a group without people. */
export const createGroupAction = permissionAction('groups.manage')
  .inputSchema(createGroupSchema)
  .action(async ({ parsedInput, ctx }) => createGroup(ctx.actor, parsedInput));

/** Changes name and description of a group. */
export const editGroupAction = permissionAction('groups.manage')
  .inputSchema(editGroupSchema)
  .action(async ({ parsedInput, ctx }) => {
    await editGroup(ctx.actor, parsedInput);
  });

/** Deletes a group; its people stay. */
export const deleteGroupAction = permissionAction('groups.manage')
  .inputSchema(groupIdSchema)
  .action(async ({ parsedInput, ctx }) => {
    await deleteGroup(ctx.actor, parsedInput.groupId);
  });

/** Finds people who are not in a group yet. */
export const findPeopleToAddAction = permissionAction('groups.manage')
  .inputSchema(findPeopleToAddSchema)
  .action(async ({ parsedInput, ctx }) => findPeopleToAdd(ctx.actor, parsedInput));

/** Puts people into a group. */
export const addMembersAction = permissionAction('groups.manage')
  .inputSchema(groupMembersSchema)
  .action(async ({ parsedInput, ctx }) => {
    const added = await addMembers(ctx.actor, parsedInput);
    refresh();
    return added;
  });

/** Takes people out of a group. */
export const removeMembersAction = permissionAction('groups.manage')
  .inputSchema(groupMembersSchema)
  .action(async ({ parsedInput, ctx }) => {
    const removed = await removeMembers(ctx.actor, parsedInput);
    refresh();
    return removed;
  });
