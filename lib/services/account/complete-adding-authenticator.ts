import 'server-only';
import { recordAudit } from '@/lib/audit/record-audit';
import type { Actor } from '@/lib/auth/actor';
import { insertAuthenticator } from '@/lib/db/authenticators';
import { takeChallenge } from '@/lib/db/challenges';
import { getDatabase, inTransaction } from '@/lib/db/database';
import { getTenantById } from '@/lib/db/tenants';
import { isUniqueViolation } from '@/lib/db/unique-violation';
import type { RegistrationResponse } from '@/lib/schemas/webauthn';
import { AppError } from '@/lib/shared/errors';
import { passkeyName } from '@/lib/shared/passkey-name';
import { readChallenge } from '@/lib/webauthn/ceremony-rules';
import { verifyRegistration, type VerifiedRegistration } from '@/lib/webauthn/registration';
import { relyingPartyOf } from '@/lib/webauthn/relying-party';
import { tellAboutAuthenticator } from './tell-about-authenticator';

/** Stores another passkey of the signed-in person; returns it with the name it got. */
export async function completeAddingAuthenticator(
  actor: Actor,
  answer: { readonly response: RegistrationResponse; readonly browserHash: string },
): Promise<{ readonly id: string; readonly name: string }> {
  const { userId, sessionId } = actor.requirePerson('account.manage');
  const db = getDatabase();
  const row = await takeChallenge(db, actor.tenantId, {
    purpose: 'ADD_AUTHENTICATOR',
    challenge: readChallenge(answer.response.response.clientDataJSON),
    browserHash: answer.browserHash,
    now: new Date(),
  });
  if (row?.userId !== userId || row.sessionId !== sessionId) {
    throw new AppError('auth.passkey_refused', 'The challenge is not of this session');
  }
  const registration = await verifyRegistration({
    response: answer.response,
    expectedChallenge: row.challenge,
    relyingParty: relyingPartyOf(await getTenantById(db, actor.tenantId)),
  });
  return store(actor, registration);
}

async function store(actor: Actor, registration: VerifiedRegistration) {
  const { userId, login } = actor.requirePerson('account.manage');
  const name = passkeyName(registration.aaguid, actor.origin.userAgent);
  try {
    return await inTransaction(async (tx) => {
      const id = await insertAuthenticator(tx, actor.tenantId, { ...registration, userId, name });
      await tellAboutAuthenticator(tx, actor, {
        kind: 'new_authenticator',
        authenticatorName: name,
      });
      const target = { type: 'user', id: userId, label: login };
      await recordAudit(tx, actor, 'authenticator.added', target, { name: { after: name } });
      return { id, name };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('auth.passkey_refused', 'The credential id is taken', { cause: error });
  }
}
