import 'server-only';
import type { Actor } from '@/lib/auth/actor';
import { listAuthenticatorsOfUser } from '@/lib/db/authenticators';
import { issueChallenge } from '@/lib/db/challenges';
import { getDatabase } from '@/lib/db/database';
import { getTenantById } from '@/lib/db/tenants';
import { findUserHandle } from '@/lib/db/users';
import { invariant } from '@/lib/shared/errors';
import { buildRegistrationOptions } from '@/lib/webauthn/registration';
import { relyingPartyOf } from '@/lib/webauthn/relying-party';

/** Begins to make another passkey for the signed-in person, who used one just now. */
export async function beginAddingAuthenticator(
  actor: Actor,
  request: { readonly browserHash: string },
) {
  const now = new Date();
  const person = actor.requireRecentPerson('account.manage', now);
  const db = getDatabase();
  const { tenantId } = actor;
  const { userId, sessionId } = person;
  const userHandle = await findUserHandle(db, tenantId, userId);
  invariant(userHandle, 'the person of a session exists');
  const own = await listAuthenticatorsOfUser(db, tenantId, userId);
  const challenge = await issueChallenge(db, tenantId, {
    purpose: 'ADD_AUTHENTICATOR',
    browserHash: request.browserHash,
    userId,
    sessionId,
    now,
  });
  return buildRegistrationOptions({
    relyingParty: relyingPartyOf(await getTenantById(db, tenantId)),
    challenge,
    userHandle,
    login: person.login,
    displayName: person.displayName,
    existing: own.map(({ credentialId: id, transports }) => ({ id, transports })),
  });
}
