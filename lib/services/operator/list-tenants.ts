import 'server-only';
import { getDatabase } from '@/lib/db/database';
import { findTenantByOrigins, listTenants, type TenantRow } from '@/lib/db/tenants';
import { AppError } from '@/lib/shared/errors';

/** A tenant as the operator sees it: nothing of what is in it but how many. */
export interface TenantSummary {
  readonly id: string;
  readonly name: string;
  readonly publicUrl: string;
  readonly people: number;
  readonly owners: number;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** Every tenant of the installation, the first one first. For the operator alone: it takes no actor. */
export async function listAllTenants(): Promise<TenantSummary[]> {
  return (await listTenants(getDatabase())).map((tenant) => ({
    ...tenant,
    createdAt: tenant.createdAt.toISOString(),
  }));
}

/** The tenant whose public URL the operator typed; `operator.tenant_unknown` when there is none. */
export async function getTenantByUrl(url: string): Promise<TenantRow> {
  const origin = URL.canParse(url) ? new URL(url).origin : url;
  const tenant = await findTenantByOrigins(getDatabase(), [origin]);
  if (!tenant) throw new AppError('operator.tenant_unknown');
  return tenant;
}
