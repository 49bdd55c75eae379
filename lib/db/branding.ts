import 'server-only';
import type { TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';

/** How a tenant looks, without the picture itself. */
export interface BrandingRow {
  readonly name: string;
  readonly accentColor: string | null;
  readonly signInText: string | null;
  readonly logoHash: string | null;
}

const select = { name: true, accentColor: true, signInText: true, logoHash: true } as const;

/** The looks of the tenant, locked until the transaction ends. */
export async function lockBranding(db: Transaction, tenantId: TenantId): Promise<BrandingRow> {
  await db.$queryRaw`SELECT 1 FROM "Tenant" WHERE "id" = ${tenantId}::uuid FOR UPDATE`;
  return db.tenant.findUniqueOrThrow({ where: { id: tenantId }, select });
}

/** Changes name, colour and text. */
export async function updateBranding(
  db: Transaction,
  tenantId: TenantId,
  branding: Pick<BrandingRow, 'name' | 'accentColor' | 'signInText'>,
): Promise<void> {
  await db.tenant.update({ where: { id: tenantId }, data: branding, select: { id: true } });
}

/** Puts a logo in place of the one before, or none. */
export async function updateLogo(
  db: Transaction,
  tenantId: TenantId,
  picture: { readonly png: Uint8Array<ArrayBuffer>; readonly hash: string } | null,
): Promise<void> {
  const data = { logo: picture?.png ?? null, logoHash: picture?.hash ?? null };
  await db.tenant.update({ where: { id: tenantId }, data, select: { id: true } });
}

/** The logo of the tenant, if it has the one with this hash. */
export async function findLogo(
  db: Transaction,
  tenantId: TenantId,
  hash: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const row = await db.tenant.findFirst({
    where: { id: tenantId, logoHash: hash },
    select: { logo: true },
  });
  return row?.logo ?? null;
}
