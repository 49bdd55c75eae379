import 'server-only';
import { sha256Hex } from '@/lib/crypto/sha256';
import type { Transaction } from '@/lib/db/database';
import { findPendingSamlRequest, type PendingSamlRequestRow } from '@/lib/db/pending-saml-requests';
import type { TenantId } from '@/lib/shared/tenant-id';

/** Which request, and what its browser proves it with. */
export interface RequestProof {
  readonly id: string;
  /** Value of the request's cookie. */
  readonly browserSecret: string | null;
}

/** A request that waits in this browser; null when it is over, unknown, or of another browser. */
export async function findWaitingRequest(
  db: Transaction,
  tenantId: TenantId,
  query: RequestProof & { readonly now: Date },
): Promise<PendingSamlRequestRow | null> {
  const { id, browserSecret, now } = query;
  if (browserSecret === null) return null;
  const browserHash = sha256Hex(browserSecret);
  const row = await findPendingSamlRequest(db, tenantId, { id, browserHash, now });
  return row?.application.enabled ? row : null;
}
