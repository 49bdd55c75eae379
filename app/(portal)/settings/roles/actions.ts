'use server';

import { refresh } from 'next/cache';
import { permissionAction } from '@/lib/http/action-client';
import { setRoleSchema } from '@/lib/schemas/roles';
import { setRole } from '@/lib/services/roles/set-role';

export const setRoleAction = permissionAction('users.assign_role', { recent: true })
  .inputSchema(setRoleSchema)
  .action(async ({ parsedInput, ctx }) => {
    await setRole(ctx.actor, parsedInput);
    refresh();
  });
