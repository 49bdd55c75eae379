import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { countAuthenticatorsOfUser } from '@/lib/db/authenticators';
import { getDatabase } from '@/lib/db/database';

/** Tells whether losing one device would lock the signed-in person out. */
export async function needsSecondPasskey(actor: Actor): Promise<boolean> {
  const { userId } = actor.requirePerson('account.manage');
  return (await countAuthenticatorsOfUser(getDatabase(), actor.tenantId, userId)) === 1;
}
