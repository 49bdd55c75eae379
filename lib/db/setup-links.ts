/** One-time links that make an owner: of the tenant they name, or in the first run of a new one. */
import { asTenantId, type TenantId } from '@/lib/shared/tenant-id';
import type { Transaction } from './database';

/** An unused link. `tenantId` is null for the link of the first run. */
export interface SetupLinkRow {
  readonly id: string;
  readonly tenantId: TenantId | null;
  readonly expiresAt: Date;
}

/** Replaces whatever link there was for the tenant, or for the first run: only the last one works. */
export async function replaceSetupLink(
  db: Transaction,
  tenantId: TenantId | null,
  link: { readonly tokenHash: string; readonly expiresAt: Date },
): Promise<void> {
  await db.setupLink.deleteMany({ where: { tenantId } });
  await db.setupLink.create({ data: { tenantId, ...link }, select: { id: true } });
}

/** Forgets every link of the first run, for when an owner exists. */
export async function deleteFirstRunLinks(db: Transaction): Promise<void> {
  await db.setupLink.deleteMany({ where: { tenantId: null } });
}

/** Finds an unexpired link by the hash of its token. */
export async function findSetupLink(
  db: Transaction,
  tokenHash: string,
  now: Date,
): Promise<SetupLinkRow | null> {
  const row = await db.setupLink.findFirst({
    where: { tokenHash, expiresAt: { gt: now } },
    select: { id: true, tenantId: true, expiresAt: true },
  });
  return row && { ...row, tenantId: row.tenantId === null ? null : asTenantId(row.tenantId) };
}

/** Uses a link up; false when it was used, replaced or expired in the meantime. */
export async function consumeSetupLink(
  db: Transaction,
  tokenHash: string,
  now: Date,
): Promise<boolean> {
  const { count } = await db.setupLink.deleteMany({ where: { tokenHash, expiresAt: { gt: now } } });
  return count === 1;
}

/** Tells whether the installation has an owner already. */
export async function hasAnyOwner(db: Transaction): Promise<boolean> {
  return (await db.user.count({ where: { role: 'OWNER' }, take: 1 })) > 0;
}
