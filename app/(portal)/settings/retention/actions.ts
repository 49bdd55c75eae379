'use server';

import { refresh } from 'next/cache';
import { permissionAction } from '@/lib/http/action-client';
import { auditRetentionSchema } from '@/lib/schemas/audit-retention';
import { traceRetentionSchema } from '@/lib/schemas/saml-traces';
import { previewRetention } from '@/lib/services/reports/get-retention';
import { setRetention } from '@/lib/services/reports/set-retention';
import { setTraceRetention } from '@/lib/services/traces/trace-retention';

export const previewRetentionAction = permissionAction('settings.set_retention')
  .inputSchema(auditRetentionSchema)
  .action(async ({ parsedInput, ctx }) => previewRetention(ctx.actor, parsedInput));

export const setRetentionAction = permissionAction('settings.set_retention', { recent: true })
  .inputSchema(auditRetentionSchema)
  .action(async ({ parsedInput, ctx }) => {
    await setRetention(ctx.actor, parsedInput);
    refresh();
  });

export const setTraceRetentionAction = permissionAction('settings.set_retention', { recent: true })
  .inputSchema(traceRetentionSchema)
  .action(async ({ parsedInput, ctx }) => {
    await setTraceRetention(ctx.actor, parsedInput);
    refresh();
  });
