import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { findGroupById } from '@/lib/db/groups';
import { isUuid } from '@/lib/db/is-uuid';
import type { GroupSummary } from '@/lib/schemas/groups';
import { AppError } from '@/lib/shared/errors';

/** One group, and whether the reader may change it. */
export async function getGroup(
  actor: Actor,
  groupId: string,
): Promise<{ readonly group: GroupSummary; readonly canManage: boolean }> {
  actor.requirePerson('groups.read');
  const row = isUuid(groupId) ? await findGroupById(getDatabase(), actor.tenantId, groupId) : null;
  if (!row) throw new AppError('groups.not_found');
  const group = { ...row, createdAt: row.createdAt.toISOString() };
  return { group, canManage: actor.mayActOn('groups.manage', { role: 'NONE' }) };
}
