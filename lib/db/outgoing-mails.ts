/** The outbox: messages wait here until the mail server took them. */
import 'server-only';
import { randomUUID } from 'node:crypto';
import { config } from '@/lib/config/config';
import type { MailContent, MailKind } from '@/lib/shared/mail-content';
import { signalMail } from '@/lib/shared/mail-signal';
import type { TenantId } from '@/lib/shared/tenant-id';
import { afterCommit, type Transaction } from './database';
import type { MailStatus, Prisma } from './generated/client';
import { isUuid } from './is-uuid';
import { sealSecret } from './secrets';

/** A message to be sent. */
export interface NewMail {
  readonly kind: MailKind;
  /** A bare address; the message has this one recipient. */
  readonly toAddress: string;
  /** The person it goes to, when it goes to one. */
  readonly userId?: string;
  readonly content: MailContent;
  /** At most one message of the tenant has this key, whatever became of it; for reminders. */
  readonly onceKey?: string;
  /** After this the message says nothing true any more and is not sent. */
  readonly uselessAfter?: Date;
}

/**
 * Puts a message into the outbox, in the transaction of the change it tells about; it leaves once
 * that is stored. Returns whether it was put there: not without a mail server, and not when the
 * `onceKey` was used before.
 */
export async function queueMail(
  tx: Transaction,
  tenantId: TenantId,
  mail: NewMail,
): Promise<boolean> {
  if (!config().smtp) return false;
  const { content, ...rest } = mail;
  const id = randomUUID();
  const plain = Buffer.from(JSON.stringify(content), 'utf8');
  const secret = await sealSecret(tx, plain, mailSecretContext(tenantId, id));
  const now = new Date();
  const { count } = await tx.outgoingMail.createMany({
    data: {
      id,
      tenantId,
      ...rest,
      encryptedContent: secret.ciphertext,
      masterKeyId: secret.keyId,
      nextAttemptAt: now,
      createdAt: now,
    },
    skipDuplicates: true,
  });
  if (count === 1) afterCommit(tx, signalMail);
  return count === 1;
}

/** Takes back messages of a kind that still wait for a person: what they say is no longer true. */
export async function deleteWaitingMails(
  db: Transaction,
  tenantId: TenantId,
  which: { readonly userId: string; readonly kind: MailKind },
): Promise<void> {
  await db.outgoingMail.deleteMany({ where: { tenantId, ...which, status: 'WAITING' } });
}

/** One row of the outbox, without what the message says. */
const select = {
  id: true,
  kind: true,
  toAddress: true,
  userId: true,
  status: true,
  attempts: true,
  nextAttemptAt: true,
  lastError: true,
  sentAt: true,
  createdAt: true,
} as const;

/** Which messages, in the order they were put here. `after` is the last row of the page before. */
export interface OutgoingMailQuery {
  readonly status: MailStatus | null;
  /** The beginning of an address. */
  readonly toPrefix: string;
  readonly isOldestFirst: boolean;
  readonly after: { readonly createdAt: Date; readonly id: string } | null;
  readonly take: number;
}

/** One page of the outbox. Asks for one row more than the page holds. */
export async function listOutgoingMails(
  db: Transaction,
  tenantId: TenantId,
  query: OutgoingMailQuery,
) {
  const direction = query.isOldestFirst ? 'asc' : 'desc';
  return db.outgoingMail.findMany({
    where: {
      tenantId,
      ...(query.status ? { status: query.status } : {}),
      ...withPrefix(query.toPrefix),
      ...beyond(query),
    },
    orderBy: [{ createdAt: direction }, { id: direction }],
    take: query.take + 1,
    select,
  });
}

function withPrefix(prefix: string): Prisma.OutgoingMailWhereInput {
  if (prefix === '') return {};
  const startsWith = prefix.replace(/[\\%_]/gu, '\\$&');
  return { toAddress: { startsWith, mode: 'insensitive' } };
}

function beyond({ after, isOldestFirst }: OutgoingMailQuery): Prisma.OutgoingMailWhereInput {
  if (!after) return {};
  const { createdAt, id } = after;
  return isOldestFirst
    ? { OR: [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: id } }] }
    : { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}

/** How many messages wait and how many failed since a moment. */
export async function countOutgoingMails(
  db: Transaction,
  tenantId: TenantId,
  failedSince: Date,
): Promise<{ readonly waiting: number; readonly failed: number }> {
  const [waiting, failed] = [
    await db.outgoingMail.count({ where: { tenantId, status: 'WAITING' } }),
    await db.outgoingMail.count({
      where: { tenantId, status: 'FAILED', createdAt: { gte: failedSince } },
    }),
  ];
  return { waiting, failed };
}

/** One message of the tenant. */
export async function findOutgoingMail(db: Transaction, tenantId: TenantId, id: string) {
  if (!isUuid(id)) return null;
  return db.outgoingMail.findFirst({ where: { tenantId, id }, select });
}

/** Makes a waiting message due now; false when it does not wait any more. */
export async function hastenOutgoingMail(
  db: Transaction,
  tenantId: TenantId,
  target: { readonly id: string; readonly now: Date },
): Promise<boolean> {
  const { count } = await db.outgoingMail.updateMany({
    where: { tenantId, id: target.id, status: 'WAITING' },
    data: { nextAttemptAt: target.now },
  });
  if (count === 1) afterCommit(db, signalMail);
  return count === 1;
}

/** What binds an encrypted content to its row, so that contents cannot be swapped. */
export function mailSecretContext(tenantId: TenantId, id: string): string {
  return `outgoing-mail:${tenantId}:${id}`;
}
