import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase, inTransaction } from '@/lib/db/database';
import {
  claimDueMail,
  postponeMail,
  readMailContent,
  recordMailFailed,
  recordMailSent,
  type ClaimedMail,
} from '@/lib/db/mail-deliveries';
import { log } from '@/lib/log/log';
import type { MailAnswer, MailProblem } from '@/lib/mail/mail-answer';
import { isMailConfigured, sendMail } from '@/lib/mail/send-mail';
import type { TenantId } from '@/lib/shared/tenant-id';
import { planNextAttempt } from './plan-next-attempt';

/** Longer than a message may take; see the timeouts of lib/mail. */
const leaseSeconds = 5 * 60;

/** How a delivery reaches the outside; tests stand in for clock and server. */
export interface MailDelivery {
  /** The system as actor in the tenant of a message that fails. */
  readonly systemOf: (tenantId: TenantId) => Actor;
  readonly send?: typeof sendMail;
  readonly now?: () => Date;
  /** Asked before each message; true ends the delivery early. */
  readonly isStopping?: () => boolean;
}

/**
 * Sends what is due, one message after another, and returns how many the mail server took. Ends
 * early when the server itself is the problem: the others would fare the same and wait their turn.
 */
export async function deliverMails(delivery: MailDelivery): Promise<number> {
  const { now = () => new Date(), isStopping = () => false } = delivery;
  let sent = 0;
  while (isMailConfigured() && !isStopping()) {
    const mail = await claimDueMail(getDatabase(), { now: now(), leaseSeconds });
    if (!mail) break;
    const answer = await attempt(mail, delivery);
    if (answer.isAccepted) sent += 1;
    else if (answer.isServerProblem) break;
  }
  return sent;
}

async function attempt(mail: ClaimedMail, delivery: MailDelivery): Promise<MailAnswer> {
  const { send = sendMail, now = () => new Date() } = delivery;
  const answer = isTooLate(mail, now()) ? tooLate(mail) : await open(mail, send);
  if (answer.isAccepted) {
    const result = { id: mail.id, attempts: mail.attempts, now: now() };
    await recordMailSent(getDatabase(), mail.tenantId, result);
    return answer;
  }
  log.warn({ mail: mail.id, kind: mail.kind, words: answer.words }, 'A message did not leave');
  await recordProblem(mail, { problem: answer, delivery, now: now() });
  return answer;
}

/** The network call stands between the transactions, never inside one. */
async function open(mail: ClaimedMail, send: typeof sendMail): Promise<MailAnswer> {
  let content;
  try {
    content = await readMailContent(getDatabase(), mail);
  } catch (error) {
    log.error({ err: error, mail: mail.id }, 'A message cannot be opened');
    return { isAccepted: false, isPermanent: false, isServerProblem: false, words: cannotOpen };
  }
  return send({ ...content, id: mail.id, to: mail.toAddress });
}

const cannotOpen = 'The message cannot be opened with the master key of this server.';

function isTooLate({ uselessAfter }: ClaimedMail, now: Date): boolean {
  return uselessAfter !== null && uselessAfter <= now;
}

function tooLate({ lastError }: ClaimedMail): MailAnswer {
  const words = lastError ?? 'Its time was over before a mail server was reached.';
  return { isAccepted: false, isPermanent: true, isServerProblem: false, words };
}

async function recordProblem(
  mail: ClaimedMail,
  {
    problem,
    delivery,
    now,
  }: { readonly problem: MailProblem; readonly delivery: MailDelivery; readonly now: Date },
): Promise<void> {
  const { id, tenantId, attempts } = mail;
  const lastError = problem.words;
  const nextAttemptAt = problem.isPermanent ? null : planNextAttempt(mail, now);
  if (nextAttemptAt) {
    await postponeMail(getDatabase(), tenantId, { id, attempts, nextAttemptAt, lastError });
    return;
  }
  await inTransaction(async (tx) => {
    if (!(await recordMailFailed(tx, tenantId, { id, attempts, lastError }))) return;
    const target = { type: 'mail', id, label: mail.toAddress };
    const changes = { kind: { after: mail.kind }, error: { after: lastError } };
    await recordAudit(tx, delivery.systemOf(tenantId), 'mail.failed', target, changes);
  });
}
