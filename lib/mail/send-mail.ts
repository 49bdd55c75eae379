/** Sends mail over SMTP when the operator configured a server. */
import { createTransport, type Transporter } from 'nodemailer';
import { config, type SmtpConfig } from '@/lib/config/config';
import { AppError } from '@/lib/shared/errors';
import type { MailContent } from '@/lib/shared/mail-content';

/** A message and its one recipient, a bare address. */
export interface Mail extends MailContent {
  readonly to: string;
}

/** Tells whether mail can leave; without SMTP, links are shown to the admin instead. */
export function isMailConfigured(): boolean {
  return config().smtp !== null;
}

/** Hands a message to the mail server; `runtime.mail_failed` when it cannot be reached or refuses. */
export async function sendMail(mail: Mail): Promise<void> {
  const { smtp } = config();
  if (!smtp) throw new AppError('runtime.mail_failed', 'ADMINX_SMTP_URL is not set');
  const transport = connectTo(smtp);
  try {
    await transport.sendMail({
      from: smtp.from,
      // An object, so that an address cannot bring further recipients or headers along.
      to: { name: '', address: mail.to },
      subject: mail.subject.replace(/[\r\n]+/g, ' '),
      text: mail.text,
      html: mail.html,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  } catch (error) {
    throw new AppError('runtime.mail_failed', 'The mail server did not take the message', {
      cause: error,
    });
  } finally {
    transport.close();
  }
}

/** Certificates are checked, and a server that offers encryption is used with it. */
function connectTo(smtp: SmtpConfig): Transporter {
  const url = new URL(smtp.url);
  return createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (url.protocol === 'smtps:' ? 465 : 587)),
    secure: url.protocol === 'smtps:',
    ...(url.username
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });
}
