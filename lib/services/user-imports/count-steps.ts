import 'server-only';
import type { Transaction } from '@/lib/db/database';
import { countUserImportProgress } from '@/lib/db/user-imports';
import type { ImportProgress, ImportStep } from '@/lib/schemas/user-imports';
import type { TenantId } from '@/lib/shared/tenant-id';

/** Lines that create or update, by what became of them. */
export async function countProgress(
  tx: Transaction,
  tenantId: TenantId,
  importId: string,
): Promise<Record<ImportProgress, number>> {
  const counts = { WAITING: 0, APPLIED: 0, SKIPPED: 0, UNDONE: 0, KEPT: 0 };
  for (const { progress, count } of await countUserImportProgress(tx, tenantId, importId)) {
    counts[progress] = count;
  }
  return counts;
}

/** How far applying has come. */
export async function countSteps(
  tx: Transaction,
  tenantId: TenantId,
  importId: string,
): Promise<ImportStep & { readonly applied: number; readonly passedOver: number }> {
  const { WAITING, ...dealtWith } = await countProgress(tx, tenantId, importId);
  const done = Object.values(dealtWith).reduce((sum, count) => sum + count, 0);
  return {
    isDone: WAITING === 0,
    done,
    total: done + WAITING,
    applied: dealtWith.APPLIED,
    passedOver: dealtWith.SKIPPED,
  };
}

/** How far undoing has come. */
export async function countUndoSteps(
  tx: Transaction,
  tenantId: TenantId,
  importId: string,
): Promise<ImportStep & { readonly undone: number; readonly kept: number }> {
  const { APPLIED, UNDONE, KEPT } = await countProgress(tx, tenantId, importId);
  const done = UNDONE + KEPT;
  return { isDone: APPLIED === 0, done, total: done + APPLIED, undone: UNDONE, kept: KEPT };
}
