'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { permissionAction } from '@/lib/http/action-client';
import {
  accessSearchSchema,
  grantsSchema,
  setAccessSchema,
} from '@/lib/schemas/application-access';
import { giveAccess, takeAccess } from '@/lib/services/application-access/change-grants';
import { findCandidates } from '@/lib/services/application-access/find-candidates';
import { lookUpAccess } from '@/lib/services/application-access/look-up-access';
import { previewChosenOnly, previewTaking } from '@/lib/services/application-access/preview-loss';
import { setAccess } from '@/lib/services/application-access/set-access';

/** Opens an application to everybody, or to the chosen only. */
export const setAccessAction = permissionAction('applications.grant', { recent: true })
  .inputSchema(setAccessSchema)
  .action(async ({ parsedInput, ctx }) => {
    await setAccess(ctx.actor, parsedInput);
    refresh();
  });

/** Counts who would lose access if it were open to the chosen only. */
export const previewChosenOnlyAction = permissionAction('applications.grant')
  .inputSchema(z.strictObject({ applicationId: z.uuid() }))
  .action(({ parsedInput, ctx }) => previewChosenOnly(ctx.actor, parsedInput.applicationId));

/** Finds groups and people who could be chosen. */
export const findCandidatesAction = permissionAction('applications.grant')
  .inputSchema(accessSearchSchema)
  .action(({ parsedInput, ctx }) => findCandidates(ctx.actor, parsedInput));

/** Chooses groups and people. */
export const giveAccessAction = permissionAction('applications.grant')
  .inputSchema(grantsSchema)
  .action(async ({ parsedInput, ctx }) => {
    const given = await giveAccess(ctx.actor, parsedInput);
    refresh();
    return given;
  });

/** Takes groups and people out of the choice. */
export const takeAccessAction = permissionAction('applications.grant')
  .inputSchema(grantsSchema)
  .action(async ({ parsedInput, ctx }) => {
    const taken = await takeAccess(ctx.actor, parsedInput);
    refresh();
    return taken;
  });

/** Counts who would lose access without these groups and people. */
export const previewTakingAction = permissionAction('applications.grant')
  .inputSchema(grantsSchema)
  .action(({ parsedInput, ctx }) => previewTaking(ctx.actor, parsedInput));

/** Says whether somebody may open an application, and why. */
export const lookUpAccessAction = permissionAction('applications.read')
  .inputSchema(accessSearchSchema)
  .action(({ parsedInput, ctx }) => lookUpAccess(ctx.actor, parsedInput));
