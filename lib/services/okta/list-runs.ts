import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { listSetupRuns } from '@/lib/db/setup-runs';
import { findUserById } from '@/lib/db/users';
import type { SetupRunSummary } from '@/lib/schemas/okta-run';
import { recoverInterruptedRuns } from './recover-runs';

/** How many runs the start page shows. */
const shownRuns = 10;

/** The latest runs of the tenant, newest first: what is open, and what another admin is doing. */
export async function listRecentSetupRuns(actor: Actor): Promise<readonly SetupRunSummary[]> {
  const person = actor.requirePerson('applications.connect');
  await recoverInterruptedRuns(actor);
  const runs = await listSetupRuns(getDatabase(), actor.tenantId, shownRuns);
  const logins = await findLogins(actor, new Set(runs.map(({ createdById }) => createdById)));
  return runs.map((run) => ({
    id: run.id,
    kind: run.kind,
    status: run.status,
    tokenStatus: run.tokenStatus,
    orgHost: new URL(run.orgUrl).host,
    createdBy: logins.get(run.createdById) ?? 'a person who has been deleted',
    createdAt: run.createdAt.toISOString(),
    isMine: run.createdById === person.userId,
  }));
}

async function findLogins(
  actor: Actor,
  userIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const logins = new Map<string, string>();
  for (const userId of userIds) {
    const user = await findUserById(getDatabase(), actor.tenantId, userId);
    if (user) logins.set(userId, user.login);
  }
  return logins;
}
