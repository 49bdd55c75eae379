/** Limits that were reached already, for tests of what happens then. */
import type { Transaction } from '@/lib/db/database';
import { exhaustAttempts } from '@/lib/db/rate-limits';
import type { TenantId } from '@/lib/shared/tenant-id';

/** Has an address cause as many traces of exchanges with nobody as are kept of it. */
export async function useUpTraces(
  db: Transaction,
  tenantId: TenantId,
  address: string,
): Promise<void> {
  const limit = { name: 'saml.trace.unnamed', subject: address, max: 60, windowSeconds: 300 };
  await exhaustAttempts(db, tenantId, limit, new Date());
}
