import 'server-only';
import { config } from '@/lib/config/config';
import { sha256Hex } from '@/lib/crypto/sha256';
import { getDatabase } from '@/lib/db/database';
import { findSetupLink, hasAnyOwner } from '@/lib/db/setup-links';
import { getTenantById, type TenantRow } from '@/lib/db/tenants';
import { AppError } from '@/lib/shared/errors';

/** What waits behind a one-time link. */
export interface OpenSetup {
  /** The tenant that gets an owner; null in the first run, which makes the tenant too. */
  readonly tenant: TenantRow | null;
  /** Where the link is to be opened, and whose passkey is made. */
  readonly publicUrl: string;
}

/**
 * What waits behind a link that is unused and in time, on the host it belongs to: the base URL in the
 * first run, the tenant's own URL for its owner. Null for anything else, whatever the reason.
 */
export async function findOpenSetup(link: {
  readonly token: string;
  readonly host: string | null;
}): Promise<OpenSetup | null> {
  const db = getDatabase();
  const row = await findSetupLink(db, sha256Hex(link.token), new Date());
  if (!row) return null;
  if (row.tenantId === null && (await hasAnyOwner(db))) return null;
  const tenant = row.tenantId === null ? null : await getTenantById(db, row.tenantId);
  const publicUrl = tenant?.publicUrl ?? config().baseUrl;
  return link.host?.toLowerCase() === new URL(publicUrl).host ? { tenant, publicUrl } : null;
}

/** Like {@link findOpenSetup}; throws `auth.link_invalid` when nothing waits. */
export async function requireOpenSetup(link: {
  readonly token: string;
  readonly host: string | null;
}): Promise<OpenSetup> {
  const setup = await findOpenSetup(link);
  if (!setup) throw new AppError('auth.link_invalid');
  return setup;
}
