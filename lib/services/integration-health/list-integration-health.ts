import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { listJudgedApplications } from '@/lib/db/routing-watches';
import { healthStates, type IntegrationHealthSummary } from '@/lib/schemas/integration-health';
import { readHealth, type JudgedApplication } from './read-health';

/** The integrations of the tenant with their health; those that need a look come first. */
export async function listIntegrationHealth(
  actor: Actor,
  now: Date,
): Promise<readonly IntegrationHealthSummary[]> {
  actor.requirePerson('applications.read');
  const db = getDatabase();
  const applications = await listJudgedApplications(db, actor.tenantId);
  const judged = await readHealth(db, actor, applications, now);
  const rank = ({ state }: IntegrationHealthSummary) => healthStates.indexOf(state);
  return judged.map(toHealthSummary).toSorted((one, two) => rank(one) - rank(two));
}

/** What lists show of an integration. */
export function toHealthSummary(judged: JudgedApplication): IntegrationHealthSummary {
  const { application, facts, health } = judged;
  return {
    id: application.id,
    name: application.name,
    ...health,
    lastSignInAt: application.lastSignInAt?.toISOString() ?? null,
    recentCount: facts.recentCount,
    recentRefusedCount: facts.recentRefusedCount,
  };
}
