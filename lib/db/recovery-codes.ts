/** Recovery codes: keyed hashes, each used once. */
import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';

/** Gives a person new codes; all earlier ones are void. Lock the person first. */
export async function replaceRecoveryCodes(
  db: Transaction,
  tenantId: TenantId,
  codes: { readonly userId: string; readonly hashes: readonly string[]; readonly now: Date },
): Promise<void> {
  const { userId, hashes, now } = codes;
  await db.recoveryCode.deleteMany({ where: { tenantId, userId } });
  await db.recoveryCode.createMany({
    data: hashes.map((codeHash) => ({ tenantId, userId, codeHash, createdAt: now })),
  });
}

/** Takes all codes of a person away; returns how many could still have been used. */
export async function deleteRecoveryCodesOfUser(
  db: Transaction,
  tenantId: TenantId,
  userId: string,
): Promise<number> {
  const left = await db.recoveryCode.count({ where: { tenantId, userId, usedAt: null } });
  await db.recoveryCode.deleteMany({ where: { tenantId, userId } });
  return left;
}

/** The codes of a person that can still be used. */
export async function listUnusedRecoveryCodes(db: Transaction, tenantId: TenantId, userId: string) {
  return db.recoveryCode.findMany({
    where: { tenantId, userId, usedAt: null },
    orderBy: { id: 'asc' },
    take: 50,
    select: { id: true, codeHash: true, createdAt: true },
  });
}

/** Uses a code up; false when another request was first. */
export async function useUpRecoveryCode(
  db: Transaction,
  tenantId: TenantId,
  use: { readonly id: string; readonly now: Date },
): Promise<boolean> {
  const { count } = await db.recoveryCode.updateMany({
    where: { tenantId, id: use.id, usedAt: null },
    data: { usedAt: use.now },
  });
  return count === 1;
}
