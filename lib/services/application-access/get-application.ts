import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { Permission } from '@/lib/auth/permissions';
import { findApplicationById, type ApplicationRow } from '@/lib/db/applications';
import type { Transaction } from '@/lib/db/database';
import { AppError } from '@/lib/shared/errors';

/** An application of the actor's tenant; `request.not_found` otherwise. */
export async function getApplication(
  db: Transaction,
  actor: Actor,
  target: { readonly permission: Permission; readonly applicationId: string },
): Promise<ApplicationRow> {
  actor.requirePerson(target.permission);
  const row = await findApplicationById(db, actor.tenantId, target.applicationId);
  if (!row) throw new AppError('request.not_found', `No application ${target.applicationId}`);
  return row;
}
