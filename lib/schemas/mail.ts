import { z } from 'zod';

const states = ['waiting', 'sent', 'failed'] as const;

/** Where a message stands. */
export type MailState = (typeof states)[number];

/** The query of the outbox, read from its address; what makes no sense is left out. */
export const mailListQuerySchema = z.object({
  /** The beginning of an address. */
  q: z.string().trim().max(200).catch(''),
  state: z.enum(states).nullable().catch(null),
  /** By the time they were put into the outbox. */
  sort: z.enum(['newest', 'oldest']).catch('newest'),
  after: z.string().max(100).nullable().catch(null),
});

/** The parsed query of the outbox. */
export type MailListFilter = z.output<typeof mailListQuerySchema>;

/** An action on one message. */
export const mailIdSchema = z.object({ mailId: z.uuid() });

/** One message of the outbox; never what it says. */
export interface OutgoingMailSummary {
  readonly id: string;
  /** What it is about, in words. */
  readonly about: string;
  readonly toAddress: string;
  /** The person it goes to, as long as there is one. */
  readonly userId: string | null;
  readonly state: MailState;
  readonly attempts: number;
  /** ISO 8601, UTC; null unless it waits. */
  readonly nextAttemptAt: string | null;
  /** A sentence with the mail server's words. */
  readonly lastError: string | null;
  readonly createdAt: string;
  readonly sentAt: string | null;
}

/** How mail leaves, without the password. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise the connection is upgraded when the server offers it. */
  readonly isTlsFromStart: boolean;
  readonly user: string | null;
  readonly from: string;
}

/** The page of Settings → Mail. */
export interface MailPage {
  /** Null without a mail server. */
  readonly settings: MailSettings | null;
  readonly waitingCount: number;
  readonly mails: readonly OutgoingMailSummary[];
  /** Value of `after` for the next page. */
  readonly next: string | null;
}

/** What the mail server said to a test message. */
export interface TestMailAnswer {
  readonly isAccepted: boolean;
  readonly toAddress: string;
  /** The server's own words, or why it was not reached. */
  readonly words: string;
}
