/** Open recoveries: invitations with purpose RECOVER, each for one browser and a short time. */
import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import type { RecoveryKind } from './generated/client';

/** Locks a person until the transaction ends, so that codes are made, issued and used one by one. */
export async function lockPerson(
  db: Transaction,
  tenantId: TenantId,
  userId: string,
): Promise<void> {
  await db.$queryRaw`
    SELECT 1 FROM "User" WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${userId}::uuid FOR UPDATE`;
}

/** Opens a recovery; earlier ones of the person are over. */
export async function insertRecovery(
  db: Transaction,
  tenantId: TenantId,
  recovery: {
    readonly userId: string;
    /** SHA-256 of the browser's recovery cookie. */
    readonly tokenHash: string;
    /** SHA-256 of the browser's flow cookie. */
    readonly browserHash: string;
    readonly recoveryKind: RecoveryKind;
    readonly expiresAt: Date;
    readonly now: Date;
  },
): Promise<void> {
  const { now, ...rest } = recovery;
  await deleteOpenRecoveriesOfUser(db, tenantId, recovery.userId);
  await db.invitation.create({
    data: { tenantId, purpose: 'RECOVER', ...rest, createdAt: now },
    select: { id: true },
  });
}

/** The open recovery of exactly this browser, with its person. */
export async function findOpenRecovery(
  db: Transaction,
  tenantId: TenantId,
  proof: { readonly tokenHash: string; readonly browserHash: string; readonly now: Date },
) {
  return db.invitation.findFirst({
    where: {
      tenantId,
      purpose: 'RECOVER',
      tokenHash: proof.tokenHash,
      browserHash: proof.browserHash,
      consumedAt: null,
      expiresAt: { gt: proof.now },
      user: { disabledAt: null },
    },
    select: {
      id: true,
      expiresAt: true,
      recoveryKind: true,
      user: {
        select: {
          id: true,
          login: true,
          email: true,
          firstName: true,
          lastName: true,
          userHandle: true,
        },
      },
    },
  });
}

/** When the open recovery of a person ends; null without one. */
export async function findOpenRecoveryOfUser(
  db: Transaction,
  tenantId: TenantId,
  query: { readonly userId: string; readonly recoveryKind: RecoveryKind; readonly now: Date },
): Promise<Date | null> {
  const { now, ...rest } = query;
  const row = await db.invitation.findFirst({
    where: { tenantId, purpose: 'RECOVER', ...rest, consumedAt: null, expiresAt: { gt: now } },
    select: { expiresAt: true },
  });
  return row?.expiresAt ?? null;
}

/** Uses an open recovery up; false when another request was first or its time is over. */
export async function consumeRecovery(
  db: Transaction,
  tenantId: TenantId,
  use: { readonly id: string; readonly now: Date },
): Promise<boolean> {
  const { count } = await db.invitation.updateMany({
    where: {
      tenantId,
      purpose: 'RECOVER',
      id: use.id,
      consumedAt: null,
      expiresAt: { gt: use.now },
    },
    data: { consumedAt: use.now },
  });
  return count === 1;
}

/** Ends every open recovery of a person; returns how many there were. */
export async function deleteOpenRecoveriesOfUser(
  db: Transaction,
  tenantId: TenantId,
  userId: string,
): Promise<number> {
  const { count } = await db.invitation.deleteMany({
    where: { tenantId, userId, purpose: 'RECOVER', consumedAt: null },
  });
  return count;
}
