import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { startRunAbout } from './start-run-about';

/**
 * Begins a run that routes more people, or one that takes the last step of that back. Either asks for
 * a token of its own, and changes nothing before its plan was reviewed.
 *
 * @throws AppError `okta.application_not_found`, `okta.set_up_by_hand`
 */
export async function startRollOut(
  actor: Actor,
  input: { readonly applicationId: string; readonly kind: 'ROLL_OUT' | 'STEP_BACK' },
): Promise<{ readonly runId: string }> {
  return startRunAbout(actor, input);
}
