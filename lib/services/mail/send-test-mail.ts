import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { getTenantById } from '@/lib/db/tenants';
import { findUserById } from '@/lib/db/users';
import { isMailConfigured, sendMail } from '@/lib/mail/send-mail';
import { buildTrialMail } from '@/lib/mail/trial-mail';
import type { TestMailAnswer } from '@/lib/schemas/mail';
import { AppError } from '@/lib/shared/errors';

/** Sends a message to the person who asks, at once, and tells what the mail server said. */
export async function sendTestMail(actor: Actor): Promise<TestMailAnswer> {
  const { userId, displayName } = actor.requirePerson('mail.manage');
  if (!isMailConfigured()) throw new AppError('mail.not_configured');
  const db = getDatabase();
  const user = await findUserById(db, actor.tenantId, userId);
  if (!user) throw new AppError('users.not_found');
  const tenant = await getTenantById(db, actor.tenantId);
  const content = buildTrialMail({
    displayName,
    tenantName: tenant.name,
    portalUrl: tenant.publicUrl,
    when: new Date(),
  });
  const answer = await sendMail({ ...content, id: randomUUID(), to: user.email });
  return { isAccepted: answer.isAccepted, toAddress: user.email, words: answer.words };
}
