import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { findRoleCandidates, listRoleHolders } from '@/lib/db/roles';
import type { RoleHolder, RolesPage } from '@/lib/schemas/roles';

/** Far more than a company gives roles to; the page says when there are more. */
const maxHolders = 500;
const maxCandidates = 10;

/** Who has a role; and for those who may give one, who matches the search for somebody to get one. */
export async function listRoles(actor: Actor, search: string): Promise<RolesPage> {
  actor.requirePerson('settings.read');
  const db = getDatabase();
  const { tenantId } = actor;
  const holders = (await listRoleHolders(db, tenantId, maxHolders)).map(toHolder);
  const candidates = await findRoleCandidates(db, tenantId, { search, take: maxCandidates });
  const canSignIn = (holder: RoleHolder) => !holder.isDisabled && holder.isEnrolled;
  return {
    holders,
    candidates: candidates.map(toHolder),
    activeOwnerCount: holders.filter((holder) => holder.role === 'OWNER' && canSignIn(holder))
      .length,
  };
}

function toHolder(row: Awaited<ReturnType<typeof listRoleHolders>>[number]): RoleHolder {
  return {
    id: row.id,
    login: row.login,
    displayName: `${row.firstName} ${row.lastName}`.trim(),
    role: row.role,
    isDisabled: row.disabledAt !== null,
    isEnrolled: row.enrolledAt !== null,
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
  };
}
