import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { deleteUserImportPreview, findUserImport } from '@/lib/db/user-imports';
import { AppError } from '@/lib/shared/errors';

/** Throws a preview away; what was applied stays in the list. */
export async function discardImport(actor: Actor, importId: string): Promise<void> {
  actor.requirePerson('users.import');
  const db = getDatabase();
  if (await deleteUserImportPreview(db, actor.tenantId, importId)) return;
  const found = await findUserImport(db, actor.tenantId, importId);
  throw new AppError(found ? 'imports.not_previewed' : 'imports.not_found');
}
