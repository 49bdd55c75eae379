import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { listApplicationSignIns as listRows } from '@/lib/db/applications';
import { getDatabase } from '@/lib/db/database';
import type { ApplicationSignIn } from '@/lib/schemas/applications';
import { errorCatalogue } from '@/lib/shared/error-codes';

const latestCount = 10;

/** The latest sign-ins to an application and the refused ones, newest first. */
export async function listApplicationSignIns(
  actor: Actor,
  applicationId: string,
): Promise<readonly ApplicationSignIn[]> {
  actor.requirePerson('applications.read');
  const rows = await listRows(getDatabase(), actor.tenantId, {
    applicationId,
    take: latestCount,
  });
  return rows.map((row) => ({
    id: row.id,
    login: row.actorKind === 'PERSON' ? row.actorLabel : null,
    isAllowed: row.action === 'application.opened',
    reason: row.action === 'application.opened' ? null : reasonOf(row.reason),
    at: row.occurredAt.toISOString(),
  }));
}

/** The catalogue's sentence of the code that was recorded with the refusal. */
function reasonOf(code: string | null): string | null {
  return Object.entries(errorCatalogue).find(([known]) => known === code)?.[1].message ?? null;
}
