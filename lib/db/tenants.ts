import 'server-only';
import { asTenantId, type TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';

/** A tenant as every request needs it. */
export interface TenantRow {
  readonly id: TenantId;
  readonly name: string;
  /** Origin without a trailing slash. */
  readonly publicUrl: string;
  /** `#rrggbb`, or null for ours. */
  readonly accentColor: string | null;
  /** A sentence for the sign-in page. */
  readonly signInText: string | null;
  /** Names the logo, see lib/db/branding.ts. */
  readonly logoHash: string | null;
}

const select = {
  id: true,
  name: true,
  publicUrl: true,
  accentColor: true,
  signInText: true,
  logoHash: true,
} as const;

/** The tenant whose configured public URL is one of these origins. Without a tenant id by nature. */
export async function findTenantByOrigins(
  db: Transaction,
  origins: readonly string[],
): Promise<TenantRow | null> {
  const row = await db.tenant.findFirst({
    where: { publicUrl: { in: [...origins] } },
    orderBy: { publicUrl: 'desc' },
    select,
  });
  return row ? { ...row, id: asTenantId(row.id) } : null;
}

/** The tenant with an id that is known to exist. */
export async function getTenantById(db: Transaction, tenantId: TenantId): Promise<TenantRow> {
  const row = await db.tenant.findUniqueOrThrow({ where: { id: tenantId }, select });
  return { ...row, id: asTenantId(row.id) };
}

/** Creates a tenant. */
export async function insertTenant(
  db: Transaction,
  tenant: { readonly name: string; readonly publicUrl: string },
): Promise<TenantRow> {
  const row = await db.tenant.create({ data: tenant, select });
  return { ...row, id: asTenantId(row.id) };
}

/** Every tenant with its number of people, the first one first. Without a tenant id by nature. */
export async function listTenants(db: Transaction) {
  const rows = await db.tenant.findMany({
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { ...select, createdAt: true, _count: { select: { users: true } } },
  });
  const owners = await db.user.groupBy({
    by: ['tenantId'],
    where: { role: 'OWNER' },
    _count: { _all: true },
  });
  const ownersOf = new Map(owners.map((row) => [row.tenantId, row._count._all]));
  return rows.map(({ _count, ...tenant }) => ({
    ...tenant,
    people: _count.users,
    owners: ownersOf.get(tenant.id) ?? 0,
  }));
}

/** Tells whether the first tenant exists. */
export async function hasAnyTenant(db: Transaction): Promise<boolean> {
  return (await db.tenant.count({ take: 1 })) > 0;
}
