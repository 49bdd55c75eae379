'use server';

import { refresh } from 'next/cache';
import { permissionAction } from '@/lib/http/action-client';
import { mailIdSchema } from '@/lib/schemas/mail';
import { retryMail } from '@/lib/services/mail/retry-mail';
import { sendTestMail } from '@/lib/services/mail/send-test-mail';

export const sendTestMailAction = permissionAction('mail.manage').action(async ({ ctx }) =>
  sendTestMail(ctx.actor),
);

export const retryMailAction = permissionAction('mail.manage')
  .inputSchema(mailIdSchema)
  .action(async ({ parsedInput, ctx }) => {
    await retryMail(ctx.actor, parsedInput.mailId);
    refresh();
  });
