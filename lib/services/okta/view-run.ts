import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { getDatabase } from '@/lib/db/database';
import type { SetupRunRow } from '@/lib/db/setup-runs';
import { findUserById } from '@/lib/db/users';
import type { SetupRunView } from '@/lib/schemas/okta-run';
import { describeRollOut } from './describe-roll-out';
import { findAlsoRouted } from './find-also-routed';
import { toRunView } from './to-run-view';

/** A stored run for the screen of this actor. */
export async function viewRun(actor: Actor, run: SetupRunRow): Promise<SetupRunView> {
  const { identity } = actor;
  const creator = await findUserById(getDatabase(), actor.tenantId, run.createdById);
  return toRunView(run, {
    createdBy: creator?.login ?? 'a person who has been deleted',
    alsoRouted: await findAlsoRouted(actor, run),
    rollOut: await describeRollOut(actor, run),
    isMine: identity.kind === 'person' && identity.person.userId === run.createdById,
  });
}
