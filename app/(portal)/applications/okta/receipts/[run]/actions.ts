'use server';

import { z } from 'zod';
import { permissionAction } from '@/lib/http/action-client';
import { startRepair } from '@/lib/services/okta/start-repair';
import { startUndo } from '@/lib/services/okta/start-undo';

/** Begins a run that takes away what the run of this receipt made. */
export const startUndoAction = permissionAction('applications.connect')
  .inputSchema(z.strictObject({ runId: z.uuid() }))
  .action(({ parsedInput, ctx }) => startUndo(ctx.actor, parsedInput.runId));

/** Begins a run that puts back what others changed of what the run of this receipt made. */
export const startRepairAction = permissionAction('applications.connect')
  .inputSchema(z.strictObject({ applicationId: z.uuid() }))
  .action(({ parsedInput, ctx }) => startRepair(ctx.actor, parsedInput));
