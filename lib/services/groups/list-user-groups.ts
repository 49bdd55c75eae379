import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { listGroupNames as listNames, listGroupsOfUser } from '@/lib/db/groups';
import type { GroupName } from '@/lib/schemas/groups';

const maxChoices = 500;

/** The groups of a person, by name. */
export async function listUserGroups(actor: Actor, userId: string): Promise<readonly GroupName[]> {
  actor.requirePerson('groups.read');
  return listGroupsOfUser(getDatabase(), actor.tenantId, userId);
}

/** The groups of the tenant by name, for choosing one. */
export async function listGroupNames(actor: Actor): Promise<readonly GroupName[]> {
  actor.requirePerson('groups.read');
  return listNames(getDatabase(), actor.tenantId, maxChoices);
}
