import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import { findJudgedApplication } from '@/lib/db/routing-watches';

/** Whether Okta sent everybody where they belong when last looked; null when nobody has looked. */
export async function readWatchVerdict(
  actor: Actor,
  applicationId: string,
): Promise<boolean | null> {
  const application = await findJudgedApplication(getDatabase(), actor.tenantId, applicationId);
  const watch = application?.routingWatch;
  return watch?.lastLookAt ? watch.driftedSince === null : null;
}
