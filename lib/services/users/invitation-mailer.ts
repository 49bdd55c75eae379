import 'server-only';
import { buildInvitationMail } from '@/lib/mail/invitation-mail';
import { isMailConfigured, sendMail } from '@/lib/mail/send-mail';
import type { MailInvitation } from './invite-user';

/** How invitations are mailed; null when no mail server is configured. */
export function invitationMailer(): MailInvitation | null {
  if (!isMailConfigured()) return null;
  return ({ to, ...invitation }) => sendMail({ to, ...buildInvitationMail(invitation) });
}
