import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { findApplicationById } from '@/lib/db/applications';
import { getDatabase } from '@/lib/db/database';
import type { ApplicationHead } from '@/lib/schemas/applications';
import { AppError } from '@/lib/shared/errors';

/** Which application an address is about, of whatever kind. */
export async function getApplication(actor: Actor, id: string): Promise<ApplicationHead> {
  actor.requirePerson('applications.read');
  const row = await findApplicationById(getDatabase(), actor.tenantId, id);
  if (row === null) throw new AppError('request.not_found', 'No such application');
  return { id: row.id, kind: row.kind, name: row.name, isEnabled: row.enabled };
}
