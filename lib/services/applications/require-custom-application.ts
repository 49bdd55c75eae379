import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { findCustomApplication, type CustomApplicationRow } from '@/lib/db/custom-applications';
import type { Transaction } from '@/lib/db/database';
import { AppError } from '@/lib/shared/errors';

/** The custom application, or `request.not_found`, also for one of another kind or tenant. */
export async function requireCustomApplication(
  db: Transaction,
  actor: Actor,
  id: string,
): Promise<CustomApplicationRow> {
  const row = await findCustomApplication(db, actor.tenantId, id);
  if (row === null) throw new AppError('request.not_found', 'No such custom application');
  return row;
}
