/** The outbox: messages wait here until the mail server took them. */
import 'server-only';
import { randomUUID } from 'node:crypto';
import { config } from '@/lib/config/config';
import { encryptSecret } from '@/lib/crypto/secret-box';
import type { MailContent, MailKind } from '@/lib/shared/mail-content';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';

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
  const secret = encryptSecret(
    Buffer.from(JSON.stringify(content), 'utf8'),
    mailSecretContext(tenantId, id),
  );
  const now = new Date();
  const { count } = await tx.outgoingMail.createMany({
    data: {
      id,
      tenantId,
      ...rest,
      encryptedContent: new Uint8Array(secret.ciphertext),
      masterKeyId: secret.keyId,
      nextAttemptAt: now,
      createdAt: now,
    },
    skipDuplicates: true,
  });
  return count === 1;
}

function mailSecretContext(tenantId: TenantId, id: string): string {
  return `outgoing-mail:${tenantId}:${id}`;
}
