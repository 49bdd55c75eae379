/** Messages of every tenant on their way out. Only the delivery works across tenants. */
import 'server-only';
import type { MailContent, MailKind } from '@/lib/shared/mail-content';
import { asTenantId, type TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import { mailSecretContext } from './outgoing-mails';
import { openSecret, resealSecret, type Resealing } from './secrets';

/** A message somebody has taken to send: nobody else sends it until the lease is over. */
export interface ClaimedMail {
  readonly id: string;
  readonly tenantId: TenantId;
  readonly kind: MailKind;
  readonly toAddress: string;
  /** How often it was tried, this time included. */
  readonly attempts: number;
  readonly createdAt: Date;
  readonly uselessAfter: Date | null;
  readonly lastError: string | null;
  /** Encrypted; see `readMailContent`. */
  readonly encryptedContent: Uint8Array;
  readonly masterKeyId: string;
}

/**
 * Takes the message that is due longest, for `leaseSeconds`. Several replicas may ask at once: each
 * gets another one. A process that dies with a message loses nothing: it is due again afterwards.
 */
export async function claimDueMail(
  db: Transaction,
  claim: { readonly now: Date; readonly leaseSeconds: number },
): Promise<ClaimedMail | null> {
  const leaseUntil = new Date(claim.now.getTime() + claim.leaseSeconds * 1000);
  const [row] = await db.$queryRaw<ClaimedMail[]>`
    UPDATE "OutgoingMail" SET "attempts" = "attempts" + 1, "nextAttemptAt" = ${leaseUntil}
    WHERE "id" = (
      SELECT "id" FROM "OutgoingMail"
      WHERE "status" = 'WAITING' AND "nextAttemptAt" <= ${claim.now}
      ORDER BY "nextAttemptAt" LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING "id"::text, "tenantId"::text, "kind", "toAddress", "attempts", "createdAt",
      "uselessAfter", "lastError", "encryptedContent", "masterKeyId"`;
  return row ? { ...row, tenantId: asTenantId(row.tenantId) } : null;
}

/** Opens what a message says; throws when no master key of this process opens it. */
export async function readMailContent(db: Transaction, mail: ClaimedMail): Promise<MailContent> {
  const stored = { ciphertext: mail.encryptedContent, keyId: mail.masterKeyId };
  const plain = await openSecret(db, stored, mailSecretContext(mail.tenantId, mail.id));
  return JSON.parse(plain.toString('utf8')) as MailContent;
}

/** Moves some waiting messages to another master key; returns how many. Across tenants by nature. */
export async function resealOutgoingMails(db: Transaction, to: Resealing): Promise<number> {
  const rows = await db.outgoingMail.findMany({
    where: { masterKeyId: { not: to.key.id }, encryptedContent: { not: null } },
    orderBy: { id: 'asc' },
    take: to.take,
    select: { id: true, tenantId: true, encryptedContent: true, masterKeyId: true },
  });
  for (const { id, tenantId, encryptedContent, masterKeyId } of rows) {
    if (!encryptedContent) continue;
    const context = mailSecretContext(asTenantId(tenantId), id);
    const secret = resealSecret(
      { ciphertext: encryptedContent, keyId: masterKeyId },
      context,
      to.key,
    );
    // Sent in the meantime: its content is gone and must stay so.
    await db.outgoingMail.updateMany({
      where: { id, tenantId, encryptedContent: { not: null } },
      data: { encryptedContent: secret.ciphertext, masterKeyId: secret.keyId },
    });
  }
  return rows.length;
}

/** Which claim a result belongs to: a later claim of the same message has more attempts. */
type Claim = Pick<ClaimedMail, 'id' | 'attempts'>;

/** Notes that a message left, and forgets what it said. */
export async function recordMailSent(
  db: Transaction,
  tenantId: TenantId,
  result: Claim & { readonly now: Date },
): Promise<void> {
  await db.outgoingMail.updateMany({
    where: { tenantId, id: result.id, status: 'WAITING' },
    data: { status: 'SENT', sentAt: result.now, lastError: null, encryptedContent: null },
  });
}

/** Notes why a message did not leave, and when it is tried again. */
export async function postponeMail(
  db: Transaction,
  tenantId: TenantId,
  result: Claim & { readonly nextAttemptAt: Date; readonly lastError: string },
): Promise<void> {
  const { id, attempts, ...data } = result;
  await db.outgoingMail.updateMany({
    where: { tenantId, id, attempts, status: 'WAITING' },
    data,
  });
}

/** Gives a message up and forgets what it said; false when somebody else was first. */
export async function recordMailFailed(
  db: Transaction,
  tenantId: TenantId,
  result: Claim & { readonly lastError: string },
): Promise<boolean> {
  const { count } = await db.outgoingMail.updateMany({
    where: { tenantId, id: result.id, attempts: result.attempts, status: 'WAITING' },
    data: { status: 'FAILED', lastError: result.lastError, encryptedContent: null },
  });
  return count === 1;
}
