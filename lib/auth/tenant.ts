import 'server-only';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { getDatabase } from '@/lib/db/database';
import { findTenantByOrigins, type TenantRow } from '@/lib/db/tenants';

/** The tenant a request is for. */
export type Tenant = TenantRow;

const hostPattern = /^[a-z0-9.-]{1,253}(?::\d{1,5})?$/u;

/**
 * The tenant whose configured public URL has exactly this host. The Host header only chooses among
 * configured values; no URL is ever built from it (attacks.md D5).
 */
export async function findTenantByHost(host: string | null): Promise<Tenant | null> {
  const name = host?.toLowerCase() ?? '';
  if (!hostPattern.test(name)) return null;
  return findTenantByOrigins(getDatabase(), [`https://${name}`, `http://${name}`]);
}

/** The tenant of the running request, or null for an unknown host. */
export const findTenant = cache(async (): Promise<Tenant | null> =>
  findTenantByHost((await headers()).get('host')),
);

/** The tenant of the running request; an unknown host is answered with 404. */
export async function getTenant(): Promise<Tenant> {
  const tenant = await findTenant();
  if (!tenant) notFound();
  return tenant;
}
