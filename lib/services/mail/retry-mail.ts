import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { inTransaction } from '@/lib/db/database';
import { findOutgoingMail, hastenOutgoingMail } from '@/lib/db/outgoing-mails';
import { isMailConfigured } from '@/lib/mail/send-mail';
import { AppError } from '@/lib/shared/errors';

/** Has a waiting message tried now instead of later; the delivery does it in the background. */
export async function retryMail(actor: Actor, mailId: string): Promise<void> {
  actor.requirePerson('mail.manage');
  await inTransaction(async (tx) => {
    const mail = await findOutgoingMail(tx, actor.tenantId, mailId);
    if (!mail) throw new AppError('mail.not_found');
    if (!isMailConfigured()) throw new AppError('mail.not_configured');
    const target = { id: mail.id, now: new Date() };
    if (!(await hastenOutgoingMail(tx, actor.tenantId, target))) {
      throw new AppError('mail.not_waiting');
    }
    const audited = { type: 'mail', id: mail.id, label: mail.toAddress };
    await recordAudit(tx, actor, 'mail.retried', audited, { kind: { after: mail.kind } });
  });
}
