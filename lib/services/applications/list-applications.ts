import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { listApplications as listRows } from '@/lib/db/applications';
import { getDatabase } from '@/lib/db/database';
import type { ApplicationSummary } from '@/lib/schemas/applications';

/** The applications of the tenant, by name. */
export async function listApplications(actor: Actor): Promise<readonly ApplicationSummary[]> {
  actor.requirePerson('applications.read');
  const rows = await listRows(getDatabase(), actor.tenantId);
  return rows.map(toSummary);
}

type Row = Awaited<ReturnType<typeof listRows>>[number];

function toSummary(row: Row): ApplicationSummary {
  const connection = row.oktaConnection;
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    entityId: row.entityId,
    isEnabled: row.enabled,
    connectedAt: row.createdAt.toISOString(),
    lastSignInAt: row.lastSignInAt === null ? null : row.lastSignInAt.toISOString(),
    orgHost: connection && hostOf(connection.orgUrl),
    orgName: connection && connection.orgName,
    isSetUpByHand: connection !== null && connection.setUpByHand,
    pilotLogin: connection && connection.pilotLogin,
  };
}

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).host : null;
}
