import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import type { PendingRequestSummary } from '@/lib/schemas/saml';
import { findWaitingRequest, type RequestProof } from './find-waiting-request';

/** What the sign-in page says about the request it serves; null when it is not of this browser. */
export async function describePendingRequest(
  actor: Actor,
  proof: RequestProof,
): Promise<PendingRequestSummary | null> {
  const now = new Date();
  const row = await findWaitingRequest(getDatabase(), actor.tenantId, { ...proof, now });
  return row && { applicationName: row.application.name, loginHint: row.loginHint };
}
