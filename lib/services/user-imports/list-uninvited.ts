import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { findUninvited } from '@/lib/db/imported-people';
import { findUserImport } from '@/lib/db/user-imports';
import { AppError } from '@/lib/shared/errors';

const peopleAtOnce = 20;

/** The next people an import created who have neither a passkey nor an open invitation. */
export async function listUninvited(
  actor: Actor,
  query: { readonly importId: string; readonly after: number },
): Promise<{ readonly userIds: readonly string[]; readonly next: number | null }> {
  actor.requirePerson('users.import');
  actor.requirePerson('users.invite');
  const db = getDatabase();
  const found = await findUserImport(db, actor.tenantId, query.importId);
  if (!found) throw new AppError('imports.not_found');
  const rows = await findUninvited(db, actor.tenantId, {
    ...query,
    now: new Date(),
    take: peopleAtOnce,
  });
  return {
    userIds: rows.map(({ userId }) => userId),
    next: rows.length === peopleAtOnce ? (rows.at(-1)?.line ?? null) : null,
  };
}
