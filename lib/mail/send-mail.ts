/** Sends mail over SMTP when the operator configured a server. */
import { createTransport, type Transporter } from 'nodemailer';
import { config, type SmtpConfig } from '@/lib/config/config';
import { isLoopbackHost } from '@/lib/config/loopback';
import type { MailContent } from '@/lib/shared/mail-content';
import { describeMailError } from './describe-mail-error';
import type { MailAnswer, MailProblem } from './mail-answer';
import { toLine } from './to-line';

/** A message and its one recipient, a bare address. */
export interface Mail extends MailContent {
  readonly to: string;
  /** Part of the Message-ID: a message sent twice by accident is then shown once. */
  readonly id: string;
}

/** How long to wait, in milliseconds. */
export interface MailTimeouts {
  readonly connectMs: number;
  /** For each answer of the server. */
  readonly answerMs: number;
  /** For the whole message. */
  readonly totalMs: number;
}

const defaultTimeouts: MailTimeouts = { connectMs: 10_000, answerMs: 20_000, totalMs: 60_000 };

/** Tells whether mail can leave; without SMTP, links are shown to the admin instead. */
export function isMailConfigured(): boolean {
  return config().smtp !== null;
}

/** Hands a message to the mail server and tells what it said; never throws for what a server does. */
export async function sendMail(mail: Mail, timeouts = defaultTimeouts): Promise<MailAnswer> {
  const { smtp } = config();
  if (!smtp) return { isAccepted: false, ...notConfigured };
  const transport = connectTo(smtp, timeouts);
  try {
    const response = await withinTime(hand(transport, smtp, mail), timeouts.totalMs);
    return { isAccepted: true, words: toLine(response) };
  } catch (error) {
    return { isAccepted: false, ...describeMailError(error, serverOf(smtp)) };
  } finally {
    transport.close();
  }
}

const notConfigured: MailProblem = {
  isPermanent: false,
  isServerProblem: true,
  words: 'No mail server is set up: ADMINX_SMTP_URL is not set.',
};

async function hand(transport: Transporter, smtp: SmtpConfig, mail: Mail): Promise<string> {
  const info: unknown = await transport.sendMail({
    from: smtp.from,
    // An object, so that an address cannot bring further recipients or headers along.
    to: { name: '', address: toLine(mail.to) },
    subject: toLine(mail.subject),
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.id}@${domainOf(smtp.from)}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return typeof info === 'object' && info && 'response' in info ? String(info.response) : '';
}

function domainOf(from: string): string {
  return /@([^\s@>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
}

/** A server that sends a byte now and then would else hold the outbox for ever. */
async function withinTime<Result>(work: Promise<Result>, totalMs: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error('Too slow as a whole'), { code: 'ETIMEDOUT' }));
    }, totalMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Host and port of the mail server, without user and password. */
export function serverOf(smtp: SmtpConfig): { readonly host: string; readonly port: number } {
  const url = new URL(smtp.url);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (url.protocol === 'smtps:' ? 465 : 587)),
  };
}

/**
 * Certificates are checked, and a server that offers encryption is used with it. A password goes
 * over the network encrypted or not at all.
 */
function connectTo(smtp: SmtpConfig, timeouts: MailTimeouts): Transporter {
  const url = new URL(smtp.url);
  const { host, port } = serverOf(smtp);
  return createTransport({
    host,
    port,
    secure: url.protocol === 'smtps:',
    requireTLS: url.protocol === 'smtp:' && url.username !== '' && !isLoopbackHost(host),
    ...(url.username
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.connectMs,
    socketTimeout: timeouts.answerMs,
    dnsTimeout: timeouts.connectMs,
  });
}
