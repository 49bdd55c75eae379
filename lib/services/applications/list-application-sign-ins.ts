import 'server-only';
import { z } from 'zod';
import type { Actor } from '@/lib/auth/actor';
import { listApplicationSignIns as listRows } from '@/lib/db/applications';
import { getDatabase } from '@/lib/db/database';
import type { ApplicationSignIn } from '@/lib/schemas/applications';
import { errorCatalogue } from '@/lib/shared/error-codes';

const latestCount = 10;
const refusalSchema = z.object({ reason: z.object({ after: z.string() }) });

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
    reason: row.action === 'application.opened' ? null : reasonOf(row.changes),
    at: row.occurredAt.toISOString(),
  }));
}

/** The catalogue's sentence of the code that was recorded with the refusal. */
function reasonOf(changes: unknown): string | null {
  const refusal = refusalSchema.safeParse(changes);
  if (!refusal.success) return null;
  const code = refusal.data.reason.after;
  return Object.entries(errorCatalogue).find(([known]) => known === code)?.[1].message ?? null;
}
