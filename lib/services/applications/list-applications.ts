import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { listApplications as listRows } from '@/lib/db/applications';
import { getDatabase } from '@/lib/db/database';
import type { ApplicationSummary } from '@/lib/schemas/applications';

/** The applications of the tenant, by name. */
export async function listApplications(actor: Actor): Promise<readonly ApplicationSummary[]> {
  actor.requirePerson('applications.read');
  const rows = await listRows(getDatabase(), actor.tenantId);
  return rows.map(({ oktaConnection, ...row }) => ({
    id: row.id,
    name: row.name,
    isEnabled: row.enabled,
    orgHost: hostOf(oktaConnection?.orgUrl ?? null),
    orgName: oktaConnection?.orgName ?? null,
    isSetUpByHand: oktaConnection?.setUpByHand ?? false,
    pilotLogin: oktaConnection?.pilotLogin ?? null,
    connectedAt: row.createdAt.toISOString(),
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
  }));
}

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).host : null;
}
