/** Passcodes that support reads out: keyed hashes, short life, few tries. */
import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';

/** Stores a passcode. Lock the person and close the earlier ones first. */
export async function insertPasscode(
  db: Transaction,
  tenantId: TenantId,
  passcode: {
    readonly userId: string;
    readonly codeHash: string;
    readonly issuedById: string;
    readonly expiresAt: Date;
    readonly now: Date;
  },
): Promise<void> {
  const { now, ...rest } = passcode;
  await db.helpdeskPasscode.create({
    data: { tenantId, ...rest, createdAt: now },
    select: { id: true },
  });
}

/**
 * Counts a try at the open passcode of a person and hands its hash out for comparing; null when none
 * is open. One statement, so that parallel tries are all counted and none is beyond the limit.
 */
export async function countPasscodeTry(
  db: Transaction,
  tenantId: TenantId,
  attempt: { readonly userId: string; readonly maxTries: number; readonly now: Date },
): Promise<{ readonly id: string; readonly codeHash: string } | null> {
  const rows = await db.$queryRaw<{ id: string; codeHash: string }[]>`
    UPDATE "HelpdeskPasscode" SET "tries" = "tries" + 1
    WHERE "tenantId" = ${tenantId}::uuid AND "userId" = ${attempt.userId}::uuid
      AND "closedAt" IS NULL AND "expiresAt" > ${attempt.now}::timestamptz
      AND "tries" < ${attempt.maxTries}
    RETURNING "id"::text AS "id", "codeHash"`;
  return rows[0] ?? null;
}

/** Closes one passcode because it was used; false when another request was first. */
export async function closePasscode(
  db: Transaction,
  tenantId: TenantId,
  use: { readonly id: string; readonly now: Date },
): Promise<boolean> {
  const { count } = await db.helpdeskPasscode.updateMany({
    where: { tenantId, id: use.id, closedAt: null },
    data: { closedAt: use.now },
  });
  return count === 1;
}

/** Closes every passcode of a person; returns how many were open until now. */
export async function closePasscodesOfUser(
  db: Transaction,
  tenantId: TenantId,
  target: { readonly userId: string; readonly now: Date },
): Promise<number> {
  const { count } = await db.helpdeskPasscode.updateMany({
    where: { tenantId, userId: target.userId, closedAt: null, expiresAt: { gt: target.now } },
    data: { closedAt: target.now },
  });
  return count;
}

/** The newest passcode of a person, in whatever state. */
export async function findLatestPasscode(db: Transaction, tenantId: TenantId, userId: string) {
  return db.helpdeskPasscode.findFirst({
    where: { tenantId, userId },
    orderBy: { id: 'desc' },
    select: { issuedById: true, tries: true, expiresAt: true, closedAt: true },
  });
}
