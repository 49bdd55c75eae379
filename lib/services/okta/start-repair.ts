import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { isUuid } from '@/lib/db/is-uuid';
import { requireRepairable } from './load-record';
import { startRunAbout } from './start-run-about';

/**
 * Begins a run that compares what stands in Okta with what was kept here, and puts back what others
 * changed. It asks for a token of its own, and changes nothing before its plan was reviewed.
 *
 * @throws AppError `okta.application_not_found`, `okta.set_up_by_hand`, `okta.repair_closed`,
 * `okta.repair_after_step_back`
 */
export async function startRepair(
  actor: Actor,
  { applicationId }: { readonly applicationId: string },
): Promise<{ readonly runId: string }> {
  actor.requirePerson('applications.connect');
  await requireRepairable(actor, isUuid(applicationId) ? applicationId : null);
  return startRunAbout(actor, { applicationId, kind: 'REPAIR' });
}
