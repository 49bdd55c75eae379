import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import type { Transaction } from '@/lib/db/database';
import { findGroupById } from '@/lib/db/groups';
import { AppError } from '@/lib/shared/errors';

/** The group an actor wants to change, of the actor's own tenant; `groups.not_found` otherwise. */
export async function getGroupToChange(tx: Transaction, actor: Actor, groupId: string) {
  actor.requirePerson('groups.manage');
  const group = await findGroupById(tx, actor.tenantId, groupId);
  if (!group) throw new AppError('groups.not_found');
  return group;
}
