import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';

/** A few people whose login, address or names hold words that begin like the typed ones. */
export async function searchPeople(
  db: Transaction,
  tenantId: TenantId,
  search: { readonly prefixQuery: string; readonly take: number },
) {
  return db.$queryRaw<{ id: string; login: string; firstName: string; lastName: string }[]>`
    SELECT "id"::text AS "id", "login", "firstName", "lastName" FROM "User"
    WHERE "tenantId" = ${tenantId}::uuid AND "selfTestId" IS NULL
      AND to_tsvector('simple', "searchText") @@ to_tsquery('simple', ${search.prefixQuery})
    ORDER BY "nameKey", "id" LIMIT ${search.take}`;
}

/** A few groups whose name contains what was typed. */
export async function searchGroups(
  db: Transaction,
  tenantId: TenantId,
  search: { readonly text: string; readonly take: number },
) {
  return db.group.findMany({
    where: { tenantId, name: contains(search.text) },
    orderBy: [{ nameKey: 'asc' }, { id: 'asc' }],
    take: search.take,
    select: { id: true, name: true, description: true },
  });
}

/** A few applications whose name contains what was typed. */
export async function searchApplications(
  db: Transaction,
  tenantId: TenantId,
  search: { readonly text: string; readonly take: number },
) {
  return db.application.findMany({
    where: { tenantId, selfTestId: null, name: contains(search.text) },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: search.take,
    select: { id: true, name: true, enabled: true },
  });
}

function contains(text: string) {
  return { contains: text.replace(/[\\%_]/gu, '\\$&'), mode: 'insensitive' as const };
}
