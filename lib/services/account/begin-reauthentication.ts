import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { listAuthenticatorsOfUser } from '@/lib/db/authenticators';
import { issueChallenge } from '@/lib/db/challenges';
import { getDatabase } from '@/lib/db/database';
import { getTenantById } from '@/lib/db/tenants';
import { buildAuthenticationOptions } from '@/lib/webauthn/authentication';
import { relyingPartyOf } from '@/lib/webauthn/relying-party';

/** Asks the signed-in person for one of the person's own passkeys again. */
export async function beginReauthentication(
  actor: Actor,
  request: { readonly browserHash: string },
) {
  const { userId, sessionId } = actor.requirePerson('account.manage');
  const db = getDatabase();
  const { tenantId } = actor;
  const { browserHash } = request;
  const now = new Date();
  const own = await listAuthenticatorsOfUser(db, tenantId, userId);
  const challenge = await issueChallenge(db, tenantId, {
    purpose: 'REAUTHENTICATE',
    browserHash,
    userId,
    sessionId,
    now,
  });
  return buildAuthenticationOptions({
    relyingParty: relyingPartyOf(await getTenantById(db, tenantId)),
    challenge,
    allowed: own.map(({ credentialId: id, transports }) => ({ id, transports })),
  });
}
