/** Who has which role. */
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';
import type { Role } from './generated/client';
import { toPrefixQuery } from './word-search';

const select = {
  id: true,
  login: true,
  firstName: true,
  lastName: true,
  role: true,
  disabledAt: true,
  enrolledAt: true,
  lastSignInAt: true,
} as const;

/** Everybody with a role, highest role first; the roles' enum is in that order. */
export async function listRoleHolders(db: Transaction, tenantId: TenantId, take: number) {
  return db.user.findMany({
    where: { tenantId, role: { not: 'NONE' } },
    orderBy: [{ role: 'asc' }, { loginKey: 'asc' }],
    take,
    select,
  });
}

/** People without a role whose words begin as the search says. */
export async function findRoleCandidates(
  db: Transaction,
  tenantId: TenantId,
  query: { readonly search: string; readonly take: number },
) {
  const words = toPrefixQuery(query.search);
  if (words === null) return [];
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT "id"::text AS "id" FROM "User"
    WHERE "tenantId" = ${tenantId}::uuid AND "role" = 'NONE' AND "disabledAt" IS NULL
      AND to_tsvector('simple', "searchText") @@ to_tsquery('simple', ${words})
    ORDER BY "loginKey" LIMIT ${query.take}`;
  const ids = found.map(({ id }) => id);
  return db.user.findMany({
    where: { tenantId, id: { in: ids } },
    orderBy: { loginKey: 'asc' },
    select,
  });
}

/** Writes the role of a person. */
export async function updateUserRole(
  db: Transaction,
  tenantId: TenantId,
  target: { readonly userId: string; readonly role: Role },
): Promise<void> {
  await db.user.updateMany({
    where: { tenantId, id: target.userId },
    data: { role: target.role },
  });
}

/** Who holds one of the roles and is not disabled, with what a message to them needs. */
export async function listActiveRoleHolders(
  db: Transaction,
  tenantId: TenantId,
  roles: readonly Role[],
) {
  return db.user.findMany({
    where: { tenantId, role: { in: [...roles] }, disabledAt: null },
    orderBy: { loginKey: 'asc' },
    take: 500,
    select: { id: true, email: true, firstName: true, lastName: true },
  });
}
