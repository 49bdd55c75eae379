import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { Transaction } from '@/lib/db/database';
import { findUserImport, lockUserImport } from '@/lib/db/user-imports';
import { AppError } from '@/lib/shared/errors';

/** The import an actor wants to go on with, locked; `imports.not_found` outside the tenant. */
export async function getImportToChange(tx: Transaction, actor: Actor, importId: string) {
  actor.requirePerson('users.import');
  await lockUserImport(tx, actor.tenantId, importId);
  const found = await findUserImport(tx, actor.tenantId, importId);
  if (!found) throw new AppError('imports.not_found');
  return found;
}
